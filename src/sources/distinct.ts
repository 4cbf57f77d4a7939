import { EvidenceError } from '../core/errors.ts';

/** Holds that no two items have one name. Throws `source-id-twice` naming both as `saidOf` says them. */
export function requireDistinct<T>(items: readonly T[], nameOf: (item: T) => string, saidOf: (item: T) => string): void {
  const seen = new Map<string, T>();
  for (const item of items) {
    const name = nameOf(item);
    const before = seen.get(name);
    if (before !== undefined) throw new EvidenceError('source-id-twice', { where: `${saidOf(before)} and ${saidOf(item)}`, cause: name });
    seen.set(name, item);
  }
}
