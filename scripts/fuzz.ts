/**
 * `npm run fuzz -- TARGET… [--executions N] [--seed N] [--threads N]`: hostile input for every parser, in threads; `all` for all
 * of them. An exception that is no EvidenceError is a crash, an execution of over a second a hang, and what a parser took must
 * give the same bytes when it is written again. Prints a line of Markdown for each target; exits 1 where one broke.
 * `npm run fuzz -- bytes`: each byte of a small bundle in each other value. `npm run fuzz -- mutations [--count N] [--seed N]`: random changes of whole bundles, of which none may be accepted.
 */
import { parseArgs } from 'node:util';
import { campaign, type Result } from './fuzz/campaign.ts';
import { everyValue } from './fuzz/every-value.ts';
import { mutationReport } from './fuzz/mutation-report.ts';
import { targets } from './fuzz/targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    executions: { type: 'string', default: '1000000' },
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
  },
});
const seed = Number(values.seed);
const number = new Intl.NumberFormat('en');

function line({ target, executions, accepted, seconds, crashes, hangs }: Result): string {
  const pace = Math.round(executions / seconds / 1000);
  return `| ${[target, number.format(executions), number.format(accepted), crashes.length, hangs.length, `${Math.round(seconds)} s`, `${pace} k/s`].join(' | ')} |`;
}

function report(result: Result): void {
  process.stdout.write(`${line(result)}\n`);
  for (const { index, error, input } of result.crashes)
    process.stderr.write(`${result.target} ${index} (seed ${seed}): ${error}\n  input: ${input.slice(0, 4000)}\n`);
  for (const index of result.hangs) process.stderr.write(`${result.target} ${index} (seed ${seed}): hangs\n`);
  if (result.crashes.length + result.hangs.length > 0) process.exitCode = 1;
}

async function fuzz(names: readonly string[]): Promise<void> {
  process.stdout.write('| target | executions | accepted | crashes | hangs | time | pace |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n');
  const waiting = [...names];
  const thread = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) report(await campaign(name, Number(values.executions), seed));
  };
  await Promise.all(Array.from({ length: Number(values.threads) }, thread));
}

if (positionals.includes('bytes')) process.exitCode = everyValue() ? 0 : 1;
else if (positionals.includes('mutations')) process.exitCode = (await mutationReport(Number(values.count), seed)) ? 0 : 1;
else {
  const wanted =
    positionals.includes('all') || positionals.length === 0
      ? Object.keys(targets)
      : positionals.flatMap((name) => Object.keys(targets).filter((target) => target === name || target.startsWith(`${name}-`)));
  const unknown = positionals.find((name) => name !== 'all' && !Object.keys(targets).some((target) => target === name || target.startsWith(`${name}-`)));
  if (unknown === undefined) await fuzz(wanted);
  else {
    process.stderr.write(`no target ${unknown}; there are mutations, all, ${Object.keys(targets).join(', ')}\n`);
    process.exitCode = 2;
  }
}
