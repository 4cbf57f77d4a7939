import { inspect } from 'node:util';
import { fromUtf8, utf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';

/** An error as spans and runs hold it: the code, and at most 4,000 characters that have a UTF-8 encoding. */
export interface RecordedError {
  readonly code: string;
  readonly message: string;
}

/** Errors that mean that the program is wrong, not that the work failed. */
export function isProgrammingError(thrown: unknown): boolean {
  return thrown instanceof TypeError || thrown instanceof ReferenceError || thrown instanceof RangeError || thrown instanceof SyntaxError;
}

/** What was thrown, as an error of ours: foreign errors become `work-failed` at `where`, and keep their words. */
export function evidenceErrorOf(thrown: unknown, where: string): EvidenceError {
  if (thrown instanceof EvidenceError) return thrown;
  return new EvidenceError('work-failed', { where, cause: thrown instanceof Error ? thrown : inspect(thrown, { depth: 1 }) });
}

export function recordedError(thrown: unknown, where: string): RecordedError {
  if (isProgrammingError(thrown)) return { code: 'internal', message: recordable(inspect(thrown, { depth: 1 })) };
  const error = evidenceErrorOf(thrown, where);
  return { code: error.code, message: recordable(error.message) };
}

/** At most `longest` UTF-16 units, and half surrogate pairs replaced: whatever was thrown, the line that tells of it can be written. */
export function recordable(text: string, longest: number = 4000): string {
  return fromUtf8(utf8(text.slice(0, longest))) ?? '';
}
