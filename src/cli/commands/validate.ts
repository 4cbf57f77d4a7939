import { utf8 } from '../../core/bytes.ts';
import { writeFileWhole } from '../../pipeline/write-file.ts';
import { gatePolicy } from '../../pipeline/gate-policy.ts';
import { judgeLines } from '../../pipeline/judge-lines.ts';
import { judgeRun } from '../../pipeline/judge-run.ts';
import type { Verdict } from '../../model/generated/documents.ts';
import type { World } from '../composition.ts';
import { worst, type ExitCode } from '../exit-code.ts';
import { withProgress } from '../progress.ts';
import { looksLikeRun, namedRun } from '../run-id.ts';
import { junitText, type JUnitCase } from '../text/junit.ts';
import { summaryOf, summaryText } from '../text/judgement-summary.ts';
import { verdictSummary, verdictText } from '../text/verdict-text.ts';
import { textOption, type Verb } from '../verb.ts';

export const validateVerb: Verb = {
  name: 'validate',
  summary: 'judge a recorded run, or plain {id, sources, output} lines',
  arguments: [['<run-or-data>', 'a run id (or the end of one), or a JSONL file']],
  options: [
    ['--policy <file>', 'gate policy, YAML (default: the built-in "standard")'],
    ['--junit <file>', 'data: write a JUnit report, one case a line'],
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate validate answers.jsonl --policy gate-policy.yaml',
  run: async ([target = ''], options, world) => {
    const policy = gatePolicy(textOption(options, 'policy'));
    if (!looksLikeRun(target)) {
      const verdicts = await withProgress(
        world.terminal.progressStream,
        'judging',
        async (progress) => await judgeLines(target, policy, world.ports, progress),
      );
      const junit = textOption(options, 'junit');
      if (junit !== undefined) writeFileWhole(junit, utf8(junitText(target, verdicts.map(junitCase))));
      return reportLines(verdicts, world);
    }
    return await world.withStore(async (ports) => {
      const { verdict } = await judgeRun(namedRun(target, ports.store), policy, ports);
      world.terminal.document({ verdict });
      for (const line of verdictText(verdict, world.terminal.paint)) world.terminal.say(line);
      return exitOf(verdict);
    });
  },
};

function reportLines(verdicts: readonly Verdict[], { terminal }: World): ExitCode {
  terminal.document({ summary: summaryOf(verdicts), verdicts });
  // Of many, those that did not pass are told, and of those the first: --json and --junit give all.
  const told = verdicts.length <= 20 ? verdicts : verdicts.filter(({ ok }) => !ok).slice(0, 10);
  for (const verdict of told) terminal.say(verdictSummary(verdict, terminal.paint)[0]);
  if (told.length < verdicts.length) terminal.say(terminal.paint('grey', `… ${verdicts.length - told.length} more: --json gives all`));
  for (const line of summaryText(summaryOf(verdicts))) terminal.say(line);
  return worst(verdicts.map(exitOf));
}

const outcomes = { pass: 'passed', fail: 'failed', review: 'skipped' } as const;

function junitCase({ subject, result, reason }: Verdict): JUnitCase {
  return { name: subject.id, outcome: outcomes[result], message: reason };
}

/** 0 passed, 1 failed, 3 held for review. */
export function exitOf({ result }: Pick<Verdict, 'result'>): ExitCode {
  return result === 'pass' ? 0 : result === 'fail' ? 1 : 3;
}
