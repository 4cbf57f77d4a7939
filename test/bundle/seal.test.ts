import { describe, expect, test } from 'vitest';
import { inBundleOrder, topFolder } from '../../src/bundle/bundle-file.ts';
import { layOut } from '../../src/bundle/layout.ts';
import { payloadOf } from '../../src/bundle/payload.ts';
import { sealedBytes } from './sealed.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { fromUtf8, utf8 } from '../../src/core/bytes.ts';
import { crc32, digestOf, hexOf, type Digest } from '../../src/core/digest.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import type { ArtifactRef, Span } from '../../src/model/generated/documents.ts';
import type { Promoted } from '../../src/promote/promoted.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import { readChain } from '../../src/record/chain.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { promotedRun } from './promoted-run.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(7));
const promoted = await promotedRun();
const { recorded } = promoted;

/** The promoted run with something changed that its mint would never let through. */
function damaged(change: Partial<Promoted> | { readonly read: (digest: Digest) => Uint8Array | undefined }): Promoted {
  return 'read' in change ? { ...promoted, recorded: reading(change.read) } : { ...promoted, ...change };
}

/** The recorded run with other artifacts. */
function reading(read: (digest: Digest) => Uint8Array | undefined): RecordedRun {
  return { ...recorded, read, sizeOf: (digest) => read(digest)?.length };
}

/** Under which code, and where, the run is not laid out. */
function refusalOf(run: Promoted): string {
  try {
    layOut(run, digestOfNode);
    return 'done';
  } catch (error) {
    if (error instanceof EvidenceError) return `${error.code} ${error.where ?? ''}`;
    throw error;
  }
}

describe('sealing', () => {
  test('gives the same bytes each time, whichever machine hashes', async () => {
    const bytes = await sealedBytes(promoted, signer);
    expect(Buffer.compare(await sealedBytes(await promotedRun(), signer), bytes)).toBe(0);
    expect(layOut(promoted, digestOf)).toEqual(layOut(promoted, digestOfNode));
  });

  test('puts what is signed, and by whom, before the payload; the rest in the order of bytes', async () => {
    const scan = openBundle(await sealedBytes(promoted, signer), { hash: digestOfNode, checksum: crc32 });
    const paths = scan.ok ? [...scan.bundle.files.keys()] : [];
    expect(paths.slice(0, 11)).toEqual([
      'bagit.txt',
      'bag-info.txt',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
      `signatures/${signer.keyId}.dsse.json`,
      `signatures/${signer.keyId}.minisig`,
      `signatures/${signer.keyId}.pae`,
      `signatures/${signer.keyId}.sig`,
      `signatures/${signer.keyId}.sigstore.json`,
      `signatures/${signer.keyId}.sshsig`,
      'data/README.txt',
    ]);
    expect(paths.slice(11)).toEqual(paths.slice(11).sort());
    expect(paths).toEqual(
      expect.arrayContaining(['data/run.json', 'data/spans.jsonl', 'data/outputs/answer.md', 'data/sources/brief/text.txt', 'data/schemas/span.schema.json']),
    );
  });

  test('puts README.txt before all other payload, whatever its name', () => {
    const paths = ['data/A.txt', 'data/a.txt', 'data/README.txt', 'signatures/x', 'bagit.txt'];
    expect(inBundleOrder(paths.map((path) => ({ path, bytes: new Uint8Array() }))).map(({ path }) => path)).toEqual([
      'bagit.txt',
      'signatures/x',
      'data/README.txt',
      'data/A.txt',
      'data/a.txt',
    ]);
  });

  test('is the one encoding of its files', async () => {
    const bytes = await sealedBytes(promoted, signer);
    const scan = openBundle(bytes, { hash: digestOfNode, checksum: crc32 });
    if (!scan.ok) throw new Error('not well-formed');
    const files = inBundleOrder([...scan.bundle.files.keys()].map((path) => ({ path, bytes: scan.bundle.files.get(path) ?? new Uint8Array(0) })));
    const top = topFolder(scan.bundle.runId);
    expect(Buffer.compare(encodeZip(files.map(({ path, bytes: content }) => ({ name: `${top}/${path}`, bytes: content }))), bytes)).toBe(0);
  });

  test('takes the day of the bag from the promotion, and no clock', () => {
    const info = fromUtf8(layOut(promoted, digestOfNode).find((file) => file.path === 'bag-info.txt')?.bytes ?? new Uint8Array());
    expect(info).toMatch(new RegExp(`^Bagging-Date: ${promoted.promotion.promoted_at.slice(0, 10)}$`, 'm'));
    expect(info).toMatch(/^Payload-Oxum: [0-9]+\.[0-9]+$/m);
  });

  test('of a run that was judged twice keeps the earlier verdict aside', async () => {
    const files = layOut(await promotedRun({ judgements: 2 }), digestOfNode).map((file) => file.path);
    const aside = files.filter((path) => path.startsWith('data/superseded/'));
    expect(aside).toEqual([expect.stringMatching(/^data\/superseded\/[0-9a-f]{12}\/verdict\.json$/)]);
    expect(files).toContain('data/verdict.json');
  });
});

describe('a store that does not hold what was promoted', () => {
  test.each<[string, () => Promoted, string]>([
    [
      'an artifact is absent',
      () => damaged({ read: (digest) => (digest === recorded.run.final_output ? undefined : recorded.read(digest)) }),
      'spans.jsonl line 2',
    ],
    [
      'an artifact is shorter',
      () => damaged({ read: (digest) => (digest === recorded.run.final_output ? recorded.read(digest)?.subarray(1) : recorded.read(digest)) }),
      'spans.jsonl line 2',
    ],
    ['the verdict is another', () => damaged({ verdict: { ...promoted.verdict, reason: 'all is well' } }), 'verdict.json'],
    ['the policy is another', () => damaged({ policy: { ...promoted.policy, minimum_claims: 7 } }), 'policy.json'],
  ])('is not sealed: %s', (_, run, where) => {
    expect(refusalOf(run())).toBe(`store-damaged ${where}`);
  });

  test('is not sealed: an artifact is altered', async () => {
    const altered = damaged({
      read: (digest) => (digest === recorded.run.final_output ? recorded.read(digest)?.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) : recorded.read(digest)),
    });
    const where = expect.stringContaining(`evidence-${recorded.run.run_id}/data/`);
    await expect(sealedBytes(altered, signer)).rejects.toMatchObject({ code: 'store-damaged', where });
  });
});

describe('names of artifacts', () => {
  const { spans } = readChain(recorded.lines, digestOfNode);
  const kept = new Map<Digest, Uint8Array>();

  function ref(uri: string, text: string): ArtifactRef {
    const bytes = utf8(text);
    const sha256 = digestOfNode(bytes);
    kept.set(sha256, bytes);
    return { uri, sha256, bytes: bytes.length, media_type: 'text/plain' };
  }

  /** Paths and texts of artifacts, recorded in this order by one more step. */
  function placed(...refs: readonly ArtifactRef[]): { readonly texts: Readonly<Record<string, string>>; readonly unplaced: readonly string[] } {
    const [first, ...others] = spans;
    const more = [{ ...first, inputs: refs } as Span, ...others];
    const run = { ...promoted, recorded: reading((digest) => kept.get(digest) ?? recorded.read(digest)) };
    const payload = payloadOf(run, more, digestOfNode);
    const mine = payload.files.filter((file) => kept.has(file.sha256));
    return {
      texts: Object.fromEntries(mine.map((file) => [file.path, fromUtf8(kept.get(file.sha256) ?? new Uint8Array()) ?? ''])),
      unplaced: payload.unplaced.map((one) => one.ref.uri),
    };
  }

  const aside = (of: ArtifactRef): string => `data/superseded/${hexOf(of.sha256).slice(0, 12)}/${of.uri}`;

  test('the last recorded of two contents keeps the name', () => {
    const [early, late] = [ref('tools/x.txt', 'early'), ref('tools/x.txt', 'late')];
    expect(placed(early, late).texts).toEqual({ 'data/tools/x.txt': 'late', [aside(early)]: 'early' });
  });

  test('the same content under one name is stored once, under two names twice', () => {
    expect(placed(ref('a.txt', 'same'), ref('b.txt', 'same'), ref('a.txt', 'same')).texts).toEqual({ 'data/a.txt': 'same', 'data/b.txt': 'same' });
  });

  test.each(['README.txt', 'run.json', 'schemas/run.schema.json', 'spans.jsonl'])('a document keeps %s', (uri) => {
    const one = ref(uri, 'I am the document');
    expect(placed(one).texts).toEqual({ [aside(one)]: 'I am the document' });
  });

  test('twins by case, and files in the way of folders, lie aside', () => {
    const refs = [ref('t/A.txt', 'upper'), ref('u', 'file'), ref('T/x.txt', 'folder'), ref('u/v', 'below'), ref('t/a.txt', 'lower')] as const;
    expect(placed(...refs).texts).toEqual({
      [aside(refs[0])]: 'upper',
      [aside(refs[1])]: 'file',
      [aside(refs[2])]: 'folder',
      'data/u/v': 'below',
      'data/t/a.txt': 'lower',
    });
  });

  test('a name too long for a bundle has no place', () => {
    const long = ref('x'.repeat(200), 'long');
    expect(placed(long).unplaced).toEqual([long.uri]);
    const { run } = recorded;
    const nameless = {
      ...reading((digest) => kept.get(digest) ?? recorded.read(digest)),
      run: { ...run, input: { ...run.input, artifact: long } },
    };
    expect(refusalOf(damaged({ recorded: nameless }))).toBe(`bundle-name ${long.uri}`);
    // What lies under another name already is not lost.
    expect(placed(ref('x'.repeat(200), 'same'), ref('a.txt', 'same'))).toEqual({ texts: { 'data/a.txt': 'same' }, unplaced: [] });
  });
});
