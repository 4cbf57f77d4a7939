import type { Clock } from './clock.ts';
import type { RandomBytes } from './random.ts';

/** The machine's clock: the wall clock once, then the monotonic one, so that a span never ends before it starts. */
export function systemClock(): Clock {
  const origin = BigInt(Date.now()) * 1_000_000n;
  const start = performance.now();
  return () => origin + BigInt(Math.round((performance.now() - start) * 1_000_000));
}

/** The machine's cryptographic randomness. */
export const systemRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
