import { EvidenceError, reasonOf } from '../core/errors.ts';
import { visibleText } from '../core/visible-text.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong: the code and the place, then what to do. Under `--json` as a document on stdout too. */
export function report(error: unknown, terminal: Terminal): ExitCode {
  const known = error instanceof EvidenceError ? error : new EvidenceError('internal', { cause: error });
  complainOf(known, terminal);
  if (known.code === 'internal' && error instanceof Error && error.stack !== undefined)
    terminal.complain(visibleText(error.stack.split('\n').slice(1, 4).join(' ')));
  terminal.document({ error: errorDocument(known) });
  return known.exit;
}

/** The code and the place of an error, and what to do about it. */
export function complainOf(error: EvidenceError, terminal: Terminal): void {
  terminal.complain(`${terminal.paint('red', 'error')} ${error.code}: ${visibleText(error.message)}`);
  terminal.complain(`      ${error.remedy}`);
}

export interface ErrorDocument {
  readonly code: string;
  readonly where: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly exit: ExitCode;
}

/** An error as `--json` prints it. */
export function errorDocument(error: EvidenceError): ErrorDocument {
  return { code: error.code, where: error.where ?? null, message: reasonOf(error), remedy: error.remedy, exit: error.exit };
}
