import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathPattern } from '../../src/bundle/path-pattern.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { forge, trust } from './attacks.ts';
import type { Forgery } from './forgery.ts';
import { keyOf, signer, trustIn } from './trust.ts';

const prompt = 'data/prompts/1.json';
const sources = [...forge().files.keys()].filter((path) => path.startsWith('data/sources/')).sort();

/** A copy that leaves files out, and says so as it likes. */
function copy(
  paths: readonly string[],
  said: readonly { readonly path: string; readonly reason: string }[] = paths.map((path) => ({ path, reason: 'confidential' })),
): Forgery {
  const forgery = forge();
  for (const path of paths) forgery.remove(path);
  return forgery.put('signatures/disclosure.json', canonicalDocument({ format: 'evidence-gate/disclosure/1', withheld: [...said] }));
}

function verify(forgery: Forgery, by = trust): VerificationReport {
  return verifyBundle(forgery.zip(), by, { hash: digestOfNode, verifySignature: verifySignatureNode });
}

const codesOf = (report: VerificationReport): readonly string[] => Object.values(report.lamps).flatMap(({ findings }) => findings.map(({ code }) => code));

describe('a disclosure copy', () => {
  test('holds, says how many files are withheld and why, and what could not be checked without them', () => {
    const report = verify(copy([prompt]));
    expect(codesOf(report)).toEqual([]);
    expect(report.outcome).toBe('verified');
    expect(report.withheld).toEqual({ files: 1, of: forge().statement().predicate.counts.files, reasons: ['confidential'] });
    expect(report.lamps.integrity.state).toBe('green');
    expect(report.lamps.completeness.not_checked).toContainEqual({
      what: prompt,
      why: 'withheld: confidential; its digest is signed, its content is not here',
    });
    // The layers look at what the generator was sent.
    expect(report.lamps.verdict.state).toBe('grey');
    expect(report.lamps.verdict.not_checked[0]).toEqual({ what: 'deterministic layers', why: 'they need files that were withheld' });
  });

  test('of the sources holds too', () => {
    expect(sources.length).toBeGreaterThan(2);
    const report = verify(copy(sources));
    expect(codesOf(report)).toEqual([]);
    expect(report.withheld?.files).toBe(sources.length);
    expect(report.lamps.verdict.state).toBe('grey');
  });

  test('is undetermined where the trust policy asks for the layers to be run again', () => {
    const report = verify(copy([prompt]), trustIn([keyOf(signer, 'ines')], { rerun: { required: true } }));
    expect(report.outcome).toBe('undetermined');
    expect(codesOf(report)).toEqual(['layers-not-rerun']);
  });
});

describe('a liar who leaves files out', () => {
  test.each<[string, Forgery, readonly string[]]>([
    ['without a word', forge().remove(prompt), ['file-missing']],
    ['and names another', copy([prompt], [{ path: sources[0] ?? '', reason: 'x' }]), ['withheld-malformed', 'file-missing']],
    ['and names one that is here', copy([], [{ path: prompt, reason: 'x' }]), ['withheld-malformed']],
    ['and names one that never was', copy([], [{ path: 'data/prompts/0.json', reason: 'x' }]), ['withheld-malformed']],
    [
      'twice',
      copy(
        [prompt],
        [1, 2].map(() => ({ path: prompt, reason: 'x' })),
      ),
      ['withheld-malformed'],
    ],
    [
      'out of order',
      copy(
        [prompt, sources[0] ?? ''],
        [sources[0] ?? '', prompt].map((path) => ({ path, reason: 'x' })),
      ),
      ['withheld-malformed'],
    ],
    ['the verdict', copy(['data/verdict.json']), ['withheld-not-allowed']],
    ['the answer', copy(['data/outputs/answer.md']), ['withheld-not-allowed']],
    ['the README', copy(['data/README.txt']), ['withheld-not-allowed']],
    ['with a field that nobody knows', forge().put('signatures/disclosure.json', '{\n  "all": true\n}\n'), ['withheld-malformed']],
    ['with nothing to say', forge().put('signatures/disclosure.json', ''), ['withheld-malformed']],
  ])('%s', (_, forgery, codes) => {
    const report = verify(forgery);
    expect(report.outcome).toBe('rejected');
    expect([...new Set(codesOf(report))].sort()).toEqual([...codes].sort());
  });

  test('a request without salt may not be left out: its digest would tell it', async () => {
    const bare = await forge()
      .json('data/run.json', () => undefined)
      .edit('data/spans.jsonl', (text) => text.replaceAll('; salt=first-line', ''))
      .resealed(signer);
    bare
      .remove(prompt)
      .put('signatures/disclosure.json', canonicalDocument({ format: 'evidence-gate/disclosure/1', withheld: [{ path: prompt, reason: 'x' }] }));
    expect(verify(bare).outcome).toBe('rejected');
  });
});

describe('patterns of paths', () => {
  test.each([
    ['data/prompts/**', 'data/prompts/1.json', true],
    ['data/prompts/**', 'data/prompts/a/b.json', true],
    ['data/prompts/**', 'data/prompts', false],
    ['data/prompts/*', 'data/prompts/a/b.json', false],
    ['**/original.*', 'data/sources/x/original.pdf', true],
    ['data/sources/*/text.txt', 'data/sources/x/text.txt', true],
    ['data/sources/*/text.txt', 'data/sources/x/y/text.txt', false],
    ['**', 'data/a', true],
    ['*a*b', 'ab', true],
    ['*ab*ab', 'ab', false],
    ['a.b', 'axb', false],
  ])('%s on %s: %s', (pattern, path, fits) => {
    expect(pathPattern(pattern)(path)).toBe(fits);
  });

  test('a path fits itself, and a star fits any name', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z.]{1,8}$/), { minLength: 1, maxLength: 5 }), fc.nat(4), (names, at) => {
        const path = names.join('/');
        expect(pathPattern(path)(path)).toBe(true);
        expect(pathPattern(names.map((name, index) => (index === at ? '*' : name)).join('/'))(path)).toBe(true);
      }),
    );
  });
});
