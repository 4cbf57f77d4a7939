import { visibleText } from '../../core/visible-text.ts';
import type { LintFinding } from '../../trust/lint-finding.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import type { TrustWindow } from '../../trust/window.ts';
import type { Paint } from '../terminal.ts';
import { counted } from './counted.ts';

/** A trust policy for a person: who must sign, what is required, whom it believes and when. */
export function trustText({ policy, sha256 }: Trust, paint: Paint): readonly string[] {
  const { thresholds, keys, time, log, rerun, rotations = [] } = policy;
  const required = (is: boolean): string => (is ? 'required' : 'not required');
  return [
    `${paint('bold', `trust policy "${visibleText(policy.name)}" ${visibleText(policy.version)}`)}, ${sha256}`,
    ...(policy.description === undefined ? [] : [`  ${visibleText(policy.description)}`]),
    ...thresholds.map(({ role, owners }) => `  must sign       ${counted(owners, 'owner')} as ${role}`),
    `  trusted time    ${required(time.required)}`,
    `  log             ${required(log.required)}`,
    `  layers again    ${required(rerun.required)}`,
    ...titled('keys', keys, paint, (key) => [`${key.key_id}  ${visibleText(key.owner)}, ${key.role}`, windowText(key)]),
    ...titled('time authorities', time.authorities, paint, (one) => [
      `${visibleText(one.name)}, ${counted(one.certificates.length, 'certificate')}`,
      windowText(one),
    ]),
    ...titled('log epochs', log.epochs, paint, (epoch) => [
      `${visibleText(epoch.name)}  ${visibleText(epoch.vkey)}`,
      windowText(epoch),
      `${epoch.quorum} of ${counted(new Set(epoch.witnesses.map(({ owner }) => owner)).size, 'owner')} of witnesses`,
      ...epoch.witnesses.map(({ owner, vkey }) => `witness ${visibleText(owner)}  ${visibleText(vkey)}`),
    ]),
    ...titled('rotations', rotations, paint, ({ at, owner, role, old_key_id, new_key_id }) => [
      `${at}  ${visibleText(owner)}, ${role}: ${old_key_id.slice(0, 16)}… → ${new_key_id.slice(0, 16)}…`,
    ]),
  ];
}

function titled<T>(title: string, items: readonly T[], paint: Paint, lines: (item: T) => readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  return [`  ${paint('bold', title)}`, ...items.flatMap((item) => lines(item).map((line, at) => `${at === 0 ? '    ' : '      '}${line}`))];
}

function windowText({ valid_from, valid_to, revoked }: TrustWindow): string {
  const end =
    revoked === undefined
      ? ''
      : `, revoked from ${revoked.invalid_from} (${visibleText(revoked.reason)}), ${revoked.honour_earlier ? 'earlier honoured' : 'nothing honoured'}`;
  return `${valid_from} to ${valid_to}${end}`;
}

export function lintText(findings: readonly LintFinding[], paint: Paint): readonly string[] {
  return findings.map(
    ({ level, code, where, message }) => `${paint(level === 'error' ? 'red' : 'yellow', level)} ${code} at ${visibleText(where)}: ${visibleText(message)}`,
  );
}
