import { Command, CommanderError } from 'commander';
import { EvidenceError } from '../core/errors.ts';
import { productVersion } from '../core/version.ts';
import { onAbruptEnd } from './abrupt-end.ts';
import { perform } from './command.ts';
import { processTerminal } from './composition.ts';
import type { ExitCode } from './exit-code.ts';
import { report } from './report.ts';
import type { Options, Verb } from './verb.ts';
import { verbsFor } from './verbs.ts';

const exitCodes = `
Exit codes: 0 promoted, verified, done · 1 the answer is no · 2 bad usage or input · 3 held for review · 4 the machine failed`;

/** Runs one command line (without node and script) and gives its exit code. Writes to this process's stdout and stderr. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal(argv.includes('--json'));
  onAbruptEnd((error) => process.exit(report(error, terminal)));
  let code: ExitCode = 0;
  const program = new Command('evidence-gate')
    .description('An LLM answer leaves the sandbox only with its evidence, and anyone can check that evidence offline.')
    .version(productVersion)
    // A verb may have a --version of its own.
    .enablePositionalOptions()
    .addHelpText('after', exitCodes)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const verb of await verbsFor(argv[0])) register(program, verb, (result) => (code = result));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(error, terminal);
    return (
      helpExits[error.code] ?? report(new EvidenceError('usage', { where: argv[0] ?? program.name(), cause: error.message.replace(/^error: /, '') }), terminal)
    );
  }
}

// Help that was asked for, and help for want of anything else to say.
const helpExits: Readonly<Record<string, ExitCode>> = { 'commander.helpDisplayed': 0, 'commander.version': 0, 'commander.help': 2 };

function register(program: Command, verb: Verb, done: (code: ExitCode) => void): void {
  const command = program.command(verb.name).description(verb.summary).addHelpText('after', `\nExample:\n  $ ${verb.example}\n${exitCodes}`).exitOverride();
  for (const [syntax, description] of verb.arguments) command.argument(syntax, description);
  for (const [flags, description] of verb.options) command.option(flags, description);
  command.option('--json', 'print one JSON document on stdout; people’s text goes to stderr');
  command.action(async (...received: unknown[]) => {
    const options = command.opts<Options>();
    const args = received
      .slice(0, verb.arguments.length)
      .flatMap((value) => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []));
    const store = options['store'];
    done(await perform({ json: options['json'] === true, ...(typeof store === 'string' ? { store } : {}) }, (world) => verb.run(args, options, world)));
  });
}
