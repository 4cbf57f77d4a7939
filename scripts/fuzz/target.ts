import type { Random } from './random.ts';

/** One parser under fire. */
export interface Target {
  readonly name: string;
  /**
   * Makes the input that the random numbers give and has the parser read it: whether it took it. Throws what the parser throws,
   * and an `OracleError` where the parser took what it should not have.
   */
  execute(random: Random): boolean;
  /** The input of the last execution, for a report. */
  shown(): string;
}

/** The parser did not break, and was wrong. */
export class OracleError extends Error {}

export function must(holds: boolean, promise: string): void {
  if (!holds) throw new OracleError(promise);
}

/** Bytes for a report. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
