import { instant } from '../../core/clock.ts';
import { EvidenceError } from '../../core/errors.ts';
import { readTrustFile } from '../../pipeline/trust-file.ts';
import { lintChanges } from '../../trust/lint-changes.ts';
import { fault, type LintFinding } from '../../trust/lint-finding.ts';
import { lintPolicy } from '../../trust/lint.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import { counted } from '../text/counted.ts';
import { lintText } from '../text/trust-text.ts';
import { textOption } from '../verb.ts';
import type { TrustAction } from './action.ts';
import { momentOption, wholeNumber } from './options.ts';

/** Exit 1 where there is an error, 0 with warnings alone: they are for its author to weigh. */
export const lintTrust: TrustAction = async (path, options, { terminal, ports }) => {
  const at = momentOption(options, 'at', '--at', 'start') ?? instant(ports.clock());
  const maxYears = wholeNumber(textOption(options, 'maxYears') ?? '5', '--max-years', 1, 100);
  const since = textOption(options, 'since');
  const old = since === undefined ? undefined : readTrustFile(since);
  const read = readOrFault(path);
  const findings: readonly LintFinding[] =
    'level' in read ? [read] : [...(old === undefined ? [] : lintChanges(old.policy, read.policy)), ...lintPolicy(read, { at, maxYears })];
  const errors = findings.filter(({ level }) => level === 'error');
  const warnings = findings.filter(({ level }) => level === 'warning');
  const exit = errors.length > 0 ? 1 : 0;
  terminal.document({ exit, file: path, at, sha256: 'level' in read ? null : read.sha256, errors, warnings });
  for (const line of lintText([...errors, ...warnings], terminal.paint)) terminal.say(line);
  terminal.say(`${counted(errors.length, 'error')}, ${counted(warnings.length, 'warning')}`);
  return await Promise.resolve(exit);
};

const faulty: readonly string[] = ['json-malformed', 'schema-violation', 'key-malformed', 'key-weak'];

/** A policy that cannot be read is what lint was asked about; a file that cannot be read is not. */
function readOrFault(path: string): Trust | LintFinding {
  try {
    return readTrustFile(path);
  } catch (error) {
    if (error instanceof EvidenceError && faulty.includes(error.code)) return fault(error.code, error.where ?? path, error.why ?? error.message);
    throw error;
  }
}
