import { canonicalJson } from '../core/canonical-json.ts';
import { millisOf } from '../core/clock.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { fault, warning, type LintFinding } from './lint-finding.ts';
import type { KeyStatement } from './trusted-keys.ts';
import type { TrustWindow } from './window.ts';

interface Named<T extends TrustWindow> {
  readonly kind: 'key' | 'authority' | 'epoch';
  readonly id: string;
  readonly path: string;
  readonly statement: T;
}

/**
 * What has changed between two versions of a policy that its reader must know: whom it believes now and did not, and what
 * was verified by the old one and is no more. Errors are what should never happen: things deleted, revocations taken back.
 */
export function lintChanges(old: TrustPolicy, next: TrustPolicy): readonly LintFinding[] {
  const [before, after] = [namedIn(old), namedIn(next)];
  return [
    ...versionFindings(old, next),
    ...before.filter(({ kind, id }) => !after.some((one) => one.kind === kind && one.id === id)).map(removed),
    ...after.flatMap((item) => {
      const earlier = before.find(({ kind, id }) => kind === item.kind && id === item.id);
      return earlier === undefined ? added(item, next) : changed(earlier, item, next);
    }),
    ...thresholdFindings(old, next),
    ...(['time', 'log', 'rerun'] as const).flatMap((what) =>
      old[what].required && !next[what].required ? [warning('requirement-lifted', `/${what}/required`, 'it was required before')] : [],
    ),
    ...(old.rotations ?? [])
      .filter(({ old_key_id, new_key_id }) => !(next.rotations ?? []).some((one) => one.old_key_id === old_key_id && one.new_key_id === new_key_id))
      .map(({ old_key_id, new_key_id }) =>
        warning('rotation-removed', '/rotations', `${short(old_key_id)} no longer says that ${short(new_key_id)} follows it`),
      ),
  ];
}

function namedIn({ keys, time, log }: TrustPolicy): readonly Named<TrustWindow>[] {
  return [
    ...keys.map((statement, at) => ({ kind: 'key' as const, id: statement.key_id, path: `/keys/${at}`, statement })),
    ...time.authorities.map((statement, at) => ({ kind: 'authority' as const, id: statement.name, path: `/time/authorities/${at}`, statement })),
    ...log.epochs.map((statement, at) => ({ kind: 'epoch' as const, id: statement.name, path: `/log/epochs/${at}`, statement })),
  ];
}

function versionFindings(old: TrustPolicy, next: TrustPolicy): readonly LintFinding[] {
  const [before, after] = [old.version, next.version].map((version) => (/^[0-9]{1,15}$/.test(version) ? Number(version) : undefined));
  if (old.name !== next.name) return [fault('another-policy', '/name', `it was "${old.name}": this is no later version of it`)];
  if (before !== undefined && after !== undefined && after > before) return [];
  if (before === undefined && after === undefined && old.version !== next.version)
    return [warning('version-not-compared', '/version', `nobody can say that "${next.version}" is later than "${old.version}"`)];
  return [fault('version-not-grown', '/version', `it was "${old.version}", and is "${next.version}"`)];
}

function removed({ kind, id }: Named<TrustWindow>): LintFinding {
  const remedy = { key: 'revoke it instead', authority: 'close its window or revoke it instead', epoch: 'an epoch is closed, never deleted' }[kind];
  return fault(`${kind}-removed`, id, `what rests on it can no longer be verified: ${remedy}`);
}

function added({ kind, id, path, statement }: Named<TrustWindow>, next: TrustPolicy): readonly LintFinding[] {
  if (kind !== 'key') return [warning(`${kind}-added`, path, `"${id}" is believed now`)];
  const { owner, role } = statement as KeyStatement;
  const rotation = (next.rotations ?? []).find(({ new_key_id }) => new_key_id === id);
  return rotation === undefined ? [warning('key-added', path, `${short(id)} of ${owner} signs as ${role} now, and no earlier key signed for it`)] : [];
}

function changed(old: Named<TrustWindow>, { id, path, statement, kind }: Named<TrustWindow>, next: TrustPolicy): readonly LintFinding[] {
  const from = millisOf(statement.valid_from) - millisOf(old.statement.valid_from);
  const to = millisOf(statement.valid_to) - millisOf(old.statement.valid_to);
  const closes = kind === 'key' && from === 0 && (next.rotations ?? []).some(({ old_key_id }) => old_key_id === id);
  const [was, is] = [old.statement.revoked, statement.revoked];
  return [
    ...(from < 0 || to > 0 ? [warning('window-widened', path, 'it counts for moments for which it did not')] : []),
    ...((from > 0 || to < 0) && !closes ? [warning('window-narrowed', path, 'what rests on it may no longer be verified')] : []),
    ...(was !== undefined && (is === undefined || millisOf(is.invalid_from) > millisOf(was.invalid_from) || (is.honour_earlier && !was.honour_earlier))
      ? [fault('revocation-lifted', path, 'it was revoked, or from an earlier moment, or with nothing honoured')]
      : []),
    ...(was === undefined && is !== undefined ? [warning('newly-revoked', path, `revoked from ${is.invalid_from}: ${is.reason}`)] : []),
    ...(sameBut(old.statement, statement) ? [] : [warning(`${kind}-changed`, path, 'it says something else than before, not only of its window')]),
  ];
}

/** Whether two statements are the same apart from window and revocation. */
function sameBut(a: TrustWindow, b: TrustWindow): boolean {
  const rest = ({ valid_from: _from, valid_to: _to, revoked: _revoked, ...others }: TrustWindow): string => canonicalJson(others);
  return rest(a) === rest(b);
}

function thresholdFindings(old: TrustPolicy, next: TrustPolicy): readonly LintFinding[] {
  return old.thresholds.flatMap(({ role, owners }) => {
    const now = next.thresholds.find((threshold) => threshold.role === role)?.owners ?? 0;
    return now < owners ? [warning('threshold-lowered', '/thresholds', `${owners} owners had to sign as ${role}, and now ${now}`)] : [];
  });
}

function short(keyId: string): string {
  return `${keyId.slice(0, 16)}…`;
}
