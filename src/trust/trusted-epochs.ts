import { hex } from '../core/bytes.ts';
import { millisOf } from '../core/clock.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { parseVerifierKey, type VerifierKey, type VerifierKeyUse } from '../transparency/verifier-key.ts';
import { lookOf, nameProblems } from './owners.ts';
import { problem, repeats, type PolicyProblem, type ReadPart } from './policy-problem.ts';
import { windowProblems } from './window.ts';

export type EpochStatement = TrustPolicy['log']['epochs'][number];

/** An epoch of a log, with the keys that count in it. */
export interface TrustedEpoch {
  readonly statement: EpochStatement;
  readonly log: VerifierKey;
  readonly witnesses: readonly { readonly owner: string; readonly key: VerifierKey }[];
}

export function readEpochs(statements: readonly EpochStatement[]): ReadPart<TrustedEpoch> {
  const parts = statements.map((statement, index) => readEpoch(statement, `/log/epochs/${index}`));
  const ready = parts.flatMap((part) => part.ready);
  return {
    ready,
    problems: [
      ...parts.flatMap((part) => part.problems),
      ...repeats(
        statements,
        ({ name }) => lookOf(name),
        ({ name }, index) => problem(`/log/epochs/${index}/name`, `a second epoch "${name}"`),
      ),
      ...overlaps(ready, statements),
    ],
  };
}

function readEpoch(statement: EpochStatement, path: string): ReadPart<TrustedEpoch> {
  const problems: PolicyProblem[] = [...nameProblems(statement.name, `${path}/name`), ...windowProblems(statement, path)];
  const keyAt = (text: string, use: VerifierKeyUse, place: string): readonly VerifierKey[] => {
    const key = verifierKeyOf(text, use);
    if (typeof key !== 'string') return [key];
    problems.push(problem(place, key));
    return [];
  };
  const [log] = keyAt(statement.vkey, 'log', `${path}/vkey`);
  const witnesses = statement.witnesses.flatMap(({ owner, vkey }, at) => keyAt(vkey, 'witness', `${path}/witnesses/${at}/vkey`).map((key) => ({ owner, key })));
  if (problems.length > 0 || log === undefined) return { ready: [], problems };
  // A cosignature does not cover the name of its witness: one key under two names, or the log's own, is no second witness.
  const machines = [{ owner: 'the log', key: log }, ...witnesses];
  problems.push(
    ...repeats(
      machines,
      ({ key }) => hex(key.publicKey),
      (_, at, first) => problem(`${path}/witnesses/${at - 1}/vkey`, `this is the key of ${first.owner}: nobody is a witness twice, or of himself`),
    ),
  );
  const owners = new Set(witnesses.map(({ owner }) => owner)).size;
  if (statement.quorum > owners) problems.push(problem(`${path}/quorum`, `owners of witnesses who must cosign: ${statement.quorum}; named: ${owners}`));
  return { ready: [{ statement, log, witnesses }], problems };
}

/** The key of a text that must be for a use, or what is wrong with it. */
export function verifierKeyOf(text: string, use: VerifierKeyUse): VerifierKey | string {
  const key = parseVerifierKey(text);
  if (typeof key === 'string' || key.use === use) return key;
  return use === 'log' ? 'it is the key of a witness, not of a log' : 'it is the key of a log, not of a witness: its type must be 0x04';
}

/** At no moment do two sets of witnesses count for one log: an attacker would take the weaker one. */
function overlaps(epochs: readonly TrustedEpoch[], statements: readonly EpochStatement[]): readonly PolicyProblem[] {
  return epochs.flatMap(({ log, statement }, at) => {
    const other = epochs.slice(0, at).find((one) => one.log.name === log.name && overlap(one.statement, statement));
    if (other === undefined) return [];
    const path = `/log/epochs/${statements.indexOf(statement)}`;
    return [problem(path, `its window overlaps the one of "${other.statement.name}", an epoch of the same log; windows are closed at both ends`)];
  });
}

export function overlap(a: Pick<EpochStatement, 'valid_from' | 'valid_to'>, b: Pick<EpochStatement, 'valid_from' | 'valid_to'>): boolean {
  return millisOf(a.valid_from) <= millisOf(b.valid_to) && millisOf(b.valid_from) <= millisOf(a.valid_to);
}
