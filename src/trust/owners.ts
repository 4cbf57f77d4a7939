import { visibleText } from '../core/visible-text.ts';
import { problem, type PolicyProblem } from './policy-problem.ts';

/** An owner, and where the policy names them. */
export interface NamedOwner {
  readonly owner: string;
  readonly path: string;
}

/**
 * Problems of the names of owners. Thresholds count owners, so that one owner under two spellings would count twice; and the
 * names go to terminals and into files of other tools, one a line.
 */
export function ownerProblems(named: readonly NamedOwner[]): readonly PolicyProblem[] {
  const spellings = new Map<string, string>();
  return named.flatMap(({ owner, path }) => {
    const spoiled = nameProblems(owner, path);
    if (spoiled.length > 0) return spoiled;
    const look = lookOf(owner);
    const first = spellings.get(look) ?? owner;
    spellings.set(look, first);
    return first === owner ? [] : [problem(path, `"${owner}" looks like "${first}": one owner has one spelling`)];
  });
}

/** Problems of a name that people read: it stands on one line, hides nothing, and begins and ends with something. */
export function nameProblems(name: string, path: string): readonly PolicyProblem[] {
  if (visibleText(name) !== name || /[\r\n\t]/.test(name)) return [problem(path, `"${visibleText(name)}" holds line breaks or invisible characters`)];
  return name.trim() === name ? [] : [problem(path, `"${name}" begins or ends with a space`)];
}

/** What a person takes for the same name: Unicode compatibility forms, case and runs of spaces make no difference. */
export function lookOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
