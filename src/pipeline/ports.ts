import type { Clock } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import type { RandomBytes } from '../core/random.ts';
import type { Run } from '../model/generated/documents.ts';
import type { Store } from '../store/store.ts';

/** What a pipeline needs of the world. Wired once, in the composition root. */
export interface PipelinePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly hash: HashBytes;
  /** What the run records of the machine. */
  readonly environment: Run['environment'];
  /** How a provider is reached. Verification has no use of it. */
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (millis: number) => Promise<unknown>;
  /** A variable of the environment, for keys that the pipeline file names. Never recorded. */
  readonly variable: (name: string) => string | undefined;
}
