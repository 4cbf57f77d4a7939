import { utf8 } from '../../core/bytes.ts';
import { EvidenceError } from '../../core/errors.ts';
import { writeFileWhole } from '../../pipeline/write-file.ts';
import { prepare } from '../../pipeline/prepare.ts';
import { runPipeline, type InputOutcome } from '../../pipeline/run-pipeline.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import type { World } from '../composition.ts';
import { verifyFile } from '../../verify/verify-file.node.ts';
import { trustFrom } from '../verify-file.ts';
import { compressionIn, compressOption } from '../compress-option.ts';
import { worst, type ExitCode } from '../exit-code.ts';
import { withProgress } from '../progress.ts';
import { signerOptions, signerWishes } from '../signer-options.ts';
import { junitText, type JUnitCase } from '../text/junit.ts';
import { outcomeDocument } from '../text/outcome-document.ts';
import { outcomeText, pipelineText } from '../text/outcome-text.ts';
import { textOption, type Options, type Verb } from '../verb.ts';

export const runVerb: Verb = {
  name: 'run',
  summary: 'take every input through sandbox → validate → promote → bundle',
  arguments: [['<pipeline>', 'pipeline file, YAML']],
  options: [
    ['--input <file>', 'input lines, JSONL (default: the one that the pipeline names)'],
    ['--ask <question>', 'one question instead of an input file'],
    ['--out <folder>', 'where promoted runs are released (default: the one that the pipeline names)'],
    ...signerOptions('the one that the pipeline names'),
    ['--concurrency <n>', 'how many runs at a time'],
    ['--expect', 'compare with the "expect" of each input line: exit 0 when each ended so, 1 otherwise'],
    ['--junit <file>', 'write a JUnit report, one case an input'],
    compressOption,
    ['--trust <file>', 'verify each new bundle against this trust policy, and count one that does not verify as a failure'],
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate run pipeline.yaml --input questions.jsonl',
  run: async ([path = ''], options, world) => {
    const { terminal } = world;
    const prepared = await withProgress(
      terminal.progressStream,
      'reading documents',
      async (progress) =>
        await prepare(path, { ...overrides(options), signer: signerWishes(options, terminal), compress: compressionIn(options) }, world.ports, progress),
    );
    const trustPath = textOption(options, 'trust');
    const trust = trustPath === undefined ? undefined : trustFrom(trustPath);
    for (const line of pipelineText(prepared, terminal.paint)) terminal.say(line);
    const outcomes = await world.withStore(
      async (ports) => await withProgress(terminal.progressStream, 'running', async (progress) => await runPipeline(prepared, ports, progress)),
    );
    const junit = textOption(options, 'junit');
    if (junit !== undefined) writeFileWhole(junit, utf8(junitText(prepared.pipeline.name, outcomes.map(junitCase))));
    return await tell(outcomes, trust, options['expect'] === true, world);
  },
};

/** Tells of every input, verifies what was released where a trust policy is given, and says how it went as a whole. */
async function tell(outcomes: readonly InputOutcome[], trust: Trust | undefined, expects: boolean, { terminal }: World): Promise<ExitCode> {
  const runs = await Promise.all(
    outcomes.map(async (outcome) => ({
      outcome,
      report: outcome.status === 'promoted' && trust !== undefined ? await verifyFile(outcome.released.bundle, trust) : undefined,
    })),
  );
  for (const { outcome, report } of runs) for (const line of outcomeText(outcome, report, terminal.paint)) terminal.say(line);
  const verified = runs.every(({ report }) => report === undefined || report.outcome === 'verified');
  const code = worst([verified ? 0 : 1, ...(expects ? [expected(outcomes)] : outcomes.map(exitOf))]);
  terminal.document({
    exit: code,
    runs: runs.map(({ outcome, report }) => ({ ...outcomeDocument(outcome), verification: report ?? null, exit: exitOf(outcome) })),
  });
  return code;
}

function overrides(options: Options): Parameters<typeof prepare>[1] {
  const concurrency = textOption(options, 'concurrency');
  if (concurrency !== undefined && !/^([1-9]|[1-5][0-9]|6[0-4])$/.test(concurrency))
    throw new EvidenceError('usage', { where: '--concurrency', cause: 'a whole number from 1 to 64' });
  const texts = (['input', 'ask', 'out'] as const).flatMap((name) => {
    const value = textOption(options, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(texts), ...(concurrency === undefined ? {} : { concurrency: Number(concurrency) }) };
}

function exitOf(outcome: InputOutcome): ExitCode {
  switch (outcome.status) {
    case 'promoted':
      return 0;
    case 'rejected':
      return 1;
    case 'held':
      return 3;
    case 'failed':
      return outcome.error.exit;
  }
}

function junitCase(outcome: InputOutcome): JUnitCase {
  const name = outcome.input.id;
  switch (outcome.status) {
    case 'promoted':
      return { name, outcome: 'passed', message: outcome.verdict.reason };
    case 'rejected':
      return { name, outcome: 'failed', message: outcome.reasons.join('; ') };
    case 'held':
      return { name, outcome: 'skipped', message: outcome.reasons.join('; ') };
    case 'failed':
      return { name, outcome: 'error', message: `${outcome.error.code}: ${outcome.error.message}` };
  }
}

/** A line that states no expectation is expected to be promoted. */
function expected(outcomes: readonly InputOutcome[]): ExitCode {
  return outcomes.every(({ input, status }) => status === (input.expect ?? 'promoted')) ? 0 : 1;
}
