import { EvidenceError } from '../core/errors.ts';
import type { Journal } from './ports.ts';

/** A journal on paper: what is appended is kept by nobody until its owner keeps all of it at once. */
export interface PaperJournal extends Journal {
  /** The lines that were appended. */
  readonly added: readonly string[];
}

/**
 * Goes on after the lines of a record without touching it. A validation or a promotion that is cut off halfway would
 * otherwise leave spans without their parents in the record, and the run could never be judged again.
 */
export function paperJournal(kept: readonly string[]): PaperJournal {
  const added: string[] = [];
  return {
    added,
    begin: () => undefined,
    append: (runId, seq, line) => {
      const last = kept.length + added.length;
      if (seq !== last + 1)
        throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `line ${seq} of the span record does not follow line ${last}` });
      added.push(line);
    },
    lines: () => [...kept, ...added],
  };
}
