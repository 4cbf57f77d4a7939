import type { World } from '../composition.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Options } from '../verb.ts';

/** One action of `evidence-gate trust` on the policy at a path. */
export type TrustAction = (path: string, options: Options, world: World) => Promise<ExitCode>;
