import type { Signer } from '../../src/bundle/signer.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { base64 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { spkiOf } from '../../src/core/ed25519.ts';
import { readTrustPolicy, type Trust } from '../../src/trust/trust-policy.ts';

/** A key of the tests by its number. */
export function signerNumber(number: number): Signer {
  return signerFromSeed(new Uint8Array(32).fill(number));
}

export const signer: Signer = signerNumber(7);
export const stranger: Signer = signerNumber(66);

type Fields = Record<string, unknown>;

export function keyOf(of: Signer, owner: string, more: Fields = {}): Fields {
  return {
    key_id: of.keyId,
    spki: base64(spkiOf(of.publicKey)),
    owner,
    role: 'promoter',
    predicate_types: ['urn:evidence-gate:predicate:promotion:v1'],
    valid_from: '2025-01-01T00:00:00.000Z',
    valid_to: '2030-01-01T00:00:00.000Z',
    ...more,
  };
}

export function policyText(keys: readonly Fields[], more: Fields = {}): string {
  return JSON.stringify({
    format: 'evidence-gate/trust-policy/1',
    name: 'regulator',
    version: '3',
    keys,
    thresholds: [{ role: 'promoter', owners: 1 }],
    time: { required: false, authorities: [] },
    log: { required: false, epochs: [] },
    rerun: { required: false },
    ...more,
  });
}

export function trustIn(keys: readonly Fields[], more: Fields = {}): Trust {
  return readTrustPolicy(policyText(keys, more), 'trust.json', digestOfNode);
}

/** Believes the signer of the tests, and nobody else. */
export const trust: Trust = trustIn([keyOf(signer, 'ines')]);
