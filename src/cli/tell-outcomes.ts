import type { VerificationReport } from '../model/generated/documents.ts';
import type { FileOutcome } from '../verify/verify-files.node.ts';
import { worst, type ExitCode } from './exit-code.ts';
import { complainOf, errorDocument } from './report.ts';
import type { Terminal } from './terminal.ts';
import { briefText, verificationText } from './text/verification-text.ts';

/** Says what became of bundles, to people and as the document of `--json`, and gives the exit code. Throws where one alone has an error. */
export function tellOutcomes(outcomes: readonly FileOutcome[], brief: boolean, terminal: Terminal): ExitCode {
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1 && 'error' in only) throw only.error;
  for (const outcome of outcomes) tell(outcome, terminal, brief ? briefText : verificationText);
  const code = worst(outcomes.map(exitOf));
  terminal.document({ exit: code, reports: outcomes.map(documentOf) });
  return code;
}

function tell(outcome: FileOutcome, terminal: Terminal, text: typeof briefText): void {
  if ('error' in outcome) complainOf(outcome.error, terminal);
  else for (const line of text(outcome.report, terminal.paint)) terminal.say(line);
}

function documentOf(outcome: FileOutcome): object {
  if ('report' in outcome) return { ...outcome.report, exit: exitOf(outcome) };
  return { bundle: { name: outcome.path }, error: errorDocument(outcome.error), exit: exitOf(outcome) };
}

function exitOf(outcome: FileOutcome): ExitCode {
  return 'error' in outcome ? outcome.error.exit : exits[outcome.report.outcome];
}

const exits: Readonly<Record<VerificationReport['outcome'], ExitCode>> = { verified: 0, rejected: 1, undetermined: 3 };
