import { visibleText } from '../core/visible-text.ts';
import { auditLog } from '../pipeline/log-audit.ts';
import { parseVerifierKey, type VerifierKey } from '../transparency/verifier-key.ts';
import type { ExitCode } from './exit-code.ts';
import type { LogCommand } from './log-command.ts';
import { keyOption } from './log-key-option.ts';
import { textOption } from './verb.ts';
import { trustFrom } from './verify-file.ts';

/** Recomputes a log and says what differs: 0 nothing, 1 something. */
export function auditAction({ folder, options, world: { terminal } }: LogCommand): Promise<ExitCode> {
  const trust = textOption(options, 'trust');
  const since = textOption(options, 'since');
  const keys = [...(textOption(options, 'log') === undefined ? [] : [keyOption(options, 'log', 'log')]), ...(trust === undefined ? [] : trustedKeys(trust))];
  const isNamed = trust !== undefined || textOption(options, 'log') !== undefined;
  const audit = auditLog({ folder, ...(isNamed ? { keys } : {}), ...(since === undefined ? {} : { since }) });
  const { origin, size, unsigned, findings, notChecked, cosigned, heads } = audit;
  const exit = findings.length === 0 ? 0 : 1;
  terminal.document({ exit, origin, size, unsigned, findings, not_checked: notChecked, cosigned, heads });
  const verdict = exit === 0 ? terminal.paint('green', 'SOUND') : terminal.paint('red', 'NOT SOUND');
  terminal.say(`${verdict} ${visibleText(origin)}: ${size} signed entries, ${unsigned} not signed yet`);
  for (const { code, where, message } of findings) terminal.say(`  ${terminal.paint('red', code)} at ${visibleText(where)}: ${visibleText(message)}`);
  for (const { witness, at } of cosigned) terminal.say(`  cosigned by ${visibleText(witness)} at ${at}`);
  for (const gap of notChecked) terminal.say(terminal.paint('grey', `  not checked: ${visibleText(gap)}`));
  if (heads.length > 0) terminal.say('  both heads are signed by the key of the log, and one does not continue the other:');
  for (const head of heads) for (const line of head.trimEnd().split('\n')) terminal.say(`    ${visibleText(line)}`);
  return Promise.resolve(exit);
}

/** All keys of all epochs: an auditor looks at the past too. */
function trustedKeys(path: string): readonly VerifierKey[] {
  const vkeys = trustFrom(path).policy.log.epochs.flatMap(({ vkey, witnesses }) => [vkey, ...witnesses.map((witness) => witness.vkey)]);
  return vkeys.map(parseVerifierKey).filter((key) => typeof key !== 'string');
}
