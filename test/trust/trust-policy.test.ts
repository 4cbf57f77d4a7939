import { describe, expect, test } from 'vitest';
import { base64, fromHex } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { hexOf } from '../../src/core/digest.ts';
import { spkiOf, type PublicKey } from '../../src/core/ed25519.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import { readTrustPolicy } from '../../src/trust/trust-policy.ts';
import { keyOf, policyText, signer, signerNumber } from '../verify/trust.ts';

function codeOf(text: string): string {
  try {
    readTrustPolicy(text, 'trust.json', digestOfNode);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    expect(error.where).toContain('trust.json');
    return error.code;
  }
}

const key = keyOf(signer, 'ines');
const weak = spkiOf((fromHex(`01${'00'.repeat(31)}`) ?? new Uint8Array()) as PublicKey);

describe('a trust policy', () => {
  test('is read with its keys, and named by the digest of its text', () => {
    const text = policyText([key, keyOf(signerNumber(8), 'omar')]);
    const trust = readTrustPolicy(text, 'trust.json', digestOfNode);
    expect([...trust.keys.keys()]).toEqual([signer.keyId, signerNumber(8).keyId]);
    expect(trust.keys.get(signer.keyId)?.publicKey).toEqual(signer.publicKey);
    expect(trust.sha256).toBe(digestOfNode(new TextEncoder().encode(text)));
  });

  test.each<[string, string, string]>([
    ['no JSON', 'trust me', 'json-malformed'],
    ['a key twice in one object', policyText([key]).replace('{', '{"name":"a",'), 'json-malformed'],
    ['no key', policyText([]), 'schema-violation'],
    ['an unknown field', policyText([key], { default_trust: true }), 'schema-violation'],
    ['an unknown field of a key', policyText([{ ...key, note: 'x' }]), 'schema-violation'],
    ['a version that nobody knows', policyText([key], { format: 'evidence-gate/trust-policy/2' }), 'schema-violation'],
    ['no start of the window', policyText([{ ...key, valid_from: undefined }]), 'schema-violation'],
    ['a window that ends before it begins', policyText([keyOf(signer, 'ines', { valid_to: '2024-01-01T00:00:00.000Z' })]), 'schema-violation'],
    ['a month that is none', policyText([keyOf(signer, 'ines', { valid_from: '2025-13-01T00:00:00.000Z' })]), 'schema-violation'],
    [
      'a revocation at a moment that is none',
      policyText([keyOf(signer, 'ines', { revoked: { reason: 'lost', invalid_from: '2025-13-01T00:00:00.000Z', honour_earlier: false } })]),
      'schema-violation',
    ],
    ['the same key twice', policyText([key, keyOf(signer, 'omar')]), 'schema-violation'],
    [
      'more owners asked for than there are',
      policyText([key, keyOf(signerNumber(8), 'ines')], { thresholds: [{ role: 'promoter', owners: 2 }] }),
      'schema-violation',
    ],
    ['a key id that is not the digest of the key', policyText([{ ...key, key_id: signerNumber(8).keyId }]), 'key-malformed'],
    [
      'a key of another kind',
      policyText([{ ...key, spki: base64(Uint8Array.from(spkiOf(signer.publicKey), (byte, at) => (at === 8 ? 0x6e : byte))) }]),
      'key-malformed',
    ],
    ['a key with a byte too many', policyText([{ ...key, spki: base64(Uint8Array.of(...spkiOf(signer.publicKey), 0)) }]), 'key-malformed'],
    ['base64 with loose bits', policyText([{ ...key, spki: 'MB==' }]), 'key-malformed'],
    ['a key of small order, which fits every message', policyText([{ ...key, spki: base64(weak), key_id: hexOf(digestOfNode(weak)) }]), 'key-weak'],
  ])('is refused: %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
