import type { ErrorCode } from '../core/error-table.ts';

/** One way in which a trust policy cannot be meant as it stands. */
export interface PolicyProblem {
  readonly code: Extract<ErrorCode, 'schema-violation' | 'key-malformed' | 'key-weak'>;
  /** JSON pointer. */
  readonly path: string;
  readonly why: string;
}

/** What was read of a part of a policy: ready values of what is right, and problems of what is not. */
export interface ReadPart<T> {
  readonly ready: readonly T[];
  readonly problems: readonly PolicyProblem[];
}

export function problem(path: string, why: string, code: PolicyProblem['code'] = 'schema-violation'): PolicyProblem {
  return { code, path, why };
}

/** Problems of items that are what an earlier item is already, in the sense of `sameness`. */
export function repeats<T>(
  items: readonly T[],
  sameness: (item: T) => string,
  report: (item: T, index: number, first: T) => PolicyProblem,
): readonly PolicyProblem[] {
  const seen = new Map<string, T>();
  return items.flatMap((item, index) => {
    const key = sameness(item);
    const first = seen.get(key);
    if (first !== undefined) return [report(item, index, first)];
    seen.set(key, item);
    return [];
  });
}
