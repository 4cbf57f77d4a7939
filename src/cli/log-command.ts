import type { World } from './composition.ts';
import type { ExitCode } from './exit-code.ts';
import type { Options } from './verb.ts';

/** What was typed behind `evidence-gate log`. */
export interface LogCommand {
  readonly folder: string;
  readonly bundles: readonly string[];
  readonly options: Options;
  readonly world: World;
}

export type LogAction = (command: LogCommand) => Promise<ExitCode>;
