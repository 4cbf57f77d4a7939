import { createHash } from 'node:crypto';
import { digestOfNode } from '../src/core/digest.node.ts';
import { productVersion } from '../src/core/version.ts';
import { signerFromSeed } from '../src/bundle/seed-signer.ts';
import type { Signer } from '../src/bundle/signer.ts';
import type { PipelinePorts } from '../src/pipeline/ports.ts';

/** 2 November 2026, 09:00 UTC: when the samples say that they were made. */
export const sampleMoment = 1_793_610_000_000_000_000n;

/** The private keys of the samples follow from a public sentence: they show how signing works and guard nothing. */
export function sampleSeed(sentence: string): Uint8Array {
  return createHash('sha256').update(sentence).digest();
}

export function sampleSigner(sentence: string): Signer {
  return signerFromSeed(sampleSeed(sentence));
}

/** A world in which everything happens the same way each time: a clock that ticks a millisecond a reading, counted randomness. */
export function sampleWorld(): Omit<PipelinePorts, 'store'> {
  let now = sampleMoment;
  let drawn = 0;
  return {
    clock: () => (now += 1_000_000n),
    random: (length) => {
      drawn += 1;
      return createHash('shake256', { outputLength: length }).update(`evidence-gate sample ${drawn}`).digest();
    },
    hash: digestOfNode,
    environment: { product_version: productVersion, runtime: 'sample', platform: 'sample', time_zone: 'UTC', locale: 'en' },
    fetch: () => Promise.reject(new TypeError('the samples reach no network')),
    sleep: () => Promise.resolve(),
    variable: () => undefined,
  };
}

export const sampleOwner = 'evidence-gate samples';
export const sampleSentence = 'evidence-gate samples: this key is public and guards nothing';
export const strangerSentence = 'evidence-gate samples: a stranger';
