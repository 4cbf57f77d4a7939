import { errorTable, type ErrorCode } from './error-table.ts';

/** What went wrong, in the parts that a person needs: where it was, what caused it, what to do. */
export interface ErrorDetail {
  /** File, line, span, host: the place, as the user would name it. */
  readonly where?: string;
  /** What was seen there. */
  readonly cause?: unknown;
}

/** The one error class of the product. Its code stands in docs/errors.md; its exit code in the command line's contract. */
export class EvidenceError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly why: string | undefined;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    const why = detail.cause === undefined ? undefined : reasonOf(detail.cause);
    const place = detail.where === undefined ? '' : `${detail.where}: `;
    super(`${place}${errorTable[code].message}${why === undefined ? '' : ` (${why})`}`, { cause: detail.cause });
    this.name = 'EvidenceError';
    this.code = code;
    this.where = detail.where;
    this.why = why;
  }

  get remedy(): string {
    return errorTable[this.code].remedy;
  }

  /** 2 bad usage or input, 4 the machine failed. */
  get exit(): 2 | 4 {
    return errorTable[this.code].exit;
  }
}

/** One line that says what an unknown thrown value says. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  return typeof cause === 'string' ? cause : JSON.stringify(cause);
}
