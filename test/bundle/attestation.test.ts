import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloadType, signatureFiles, signStatement, statementBytes, statementOf } from '../../src/bundle/attestation.ts';
import { pae } from '../../src/core/dsse.ts';
import { signatureFileOf } from '../../src/bundle/signature-files.ts';
import { layOut } from '../../src/bundle/layout.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { fromBase64, fromUtf8, utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { hexOf } from '../../src/core/digest.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { parse, parseJson } from '../../src/model/parse.ts';
import { promotedRun } from './promoted-run.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(7));
const promoted = await promotedRun();
const files = layOut(promoted, digestOfNode);

describe('the pre-authentication encoding', () => {
  // The example of DSSE's protocol.md.
  test('is the one of the specification', () => {
    expect(fromUtf8(pae('http://example.com/HelloWorld', utf8('hello world')))).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  test('never gives the same bytes for two contents', () => {
    const text = fc.stringMatching(/^[ 0-9a-b]{0,6}$/);
    fc.assert(
      fc.property(text, text, text, text, (type, body, otherType, otherBody) => {
        fc.pre(type !== otherType || body !== otherBody);
        expect(fromUtf8(pae(type, utf8(body)))).not.toBe(fromUtf8(pae(otherType, utf8(otherBody))));
      }),
    );
  });

  test('counts bytes, not characters', () => {
    expect(fromUtf8(pae('é', utf8('€')))).toBe('DSSEv1 2 é 3 €');
  });
});

describe('the statement', () => {
  test('meets its schema, names the tag manifest, and counts', () => {
    const statement = parse('statement', statementOf(promoted, files, digestOfNode), 'statement');
    const tagManifest = files.find((file) => file.path === 'tagmanifest-sha256.txt');
    expect(statement.subject).toEqual([{ name: 'tagmanifest-sha256.txt', digest: { sha256: hexOf(digestOfNode(tagManifest?.bytes ?? new Uint8Array())) } }]);
    const payload = files.filter((file) => file.path.startsWith('data/'));
    expect(statement.predicate.counts).toMatchObject({
      files: payload.length,
      spans: promoted.recorded.lines.length,
      sources: promoted.recorded.sources.sources.length,
    });
    expect(statement.predicate).toMatchObject({ run_id: promoted.recorded.run.run_id, verdict: { result: promoted.verdict.result } });
  });

  test('counts claims, and not what is none', () => {
    const aside = promoted.claims.claims.map((claim) => ({ ...claim, kind: 'non_claim' as const }));
    const claims = { ...promoted.claims, claims: [...promoted.claims.claims, ...aside] };
    expect(statementOf({ ...promoted, claims }, files, digestOfNode).predicate.counts.claims).toBe(promoted.claims.claims.length);
  });

  test('is signed as an envelope, two copies that say the same, and the wrappings of other tools', async () => {
    const statement = statementOf(promoted, files, digestOfNode);
    const signed = await signStatement(statement, signer);
    const [envelope, message, signature, ...wrappings] = signed;
    expect(wrappings.map(({ path }) => path)).toEqual(['sshsig', 'minisig', 'sigstore.json'].map((kind) => `signatures/${signer.keyId}.${kind}`));
    for (const { path } of signed) expect(signatureFileOf(path)).toMatchObject({ keyId: signer.keyId, number: 0 });
    const read = parseJson('envelope', fromUtf8(envelope?.bytes ?? new Uint8Array()) ?? '', 'envelope');
    expect(fromBase64(read.payload)).toEqual(statementBytes(statement));
    expect(message?.bytes).toEqual(pae(payloadType, statementBytes(statement)));
    expect(fromBase64(read.signatures[0]?.sig ?? '')).toEqual(signature?.bytes);
    expect(verifySignatureNode(signature?.bytes ?? new Uint8Array(), message?.bytes ?? new Uint8Array(), signer.publicKey)).toBe(true);
    expect(signatureFiles(signer.keyId, statementBytes(statement), signature?.bytes ?? new Uint8Array())).toEqual(signed.slice(0, 3));
  });
});
