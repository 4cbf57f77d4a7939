import { openWorld, processTerminal, type CommonOptions, type World } from './composition.ts';
import type { ExitCode } from './exit-code.ts';
import { report } from './report.ts';

/** Does a command's work and turns whatever goes wrong into one message with a remedy and the documented exit code. */
export async function perform(options: CommonOptions, work: (world: World) => Promise<ExitCode>): Promise<ExitCode> {
  const terminal = processTerminal(options.json === true);
  try {
    return await work(openWorld(options, terminal));
  } catch (error) {
    return report(error, terminal);
  }
}
