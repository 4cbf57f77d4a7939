import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { EvidenceError } from '../core/errors.ts';

/** A row as SQLite gives it; its columns are read with `textOf` and `numberOf`. */
export type Row = Readonly<Record<string, unknown>>;

/** The one door to SQLite: its errors come out in our words. */
export class Database {
  readonly path: string;
  readonly #db: DatabaseSync;

  /** Opens a file and makes it where it is not there. Waits `busyMillis` where another process writes. */
  constructor(path: string, busyMillis: number) {
    this.path = path;
    this.#db = translated(path, () => new DatabaseSync(path, { timeout: busyMillis, enableForeignKeyConstraints: true }));
  }

  exec(sql: string): void {
    translated(this.path, () => this.#db.exec(sql));
  }

  run(sql: string, ...values: readonly SQLInputValue[]): void {
    translated(this.path, () => this.#db.prepare(sql).run(...values));
  }

  first(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return translated(this.path, () => this.#db.prepare(sql).get(...values));
  }

  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return translated(this.path, () => this.#db.prepare(sql).all(...values));
  }

  /** Takes an exclusive lock on the file until it is closed, or says that another holds it. Writes nothing: it works on a full disk. */
  tryExclusive(): boolean {
    return succeeds(() => this.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'));
  }

  /** Whether nobody holds the file exclusively at this moment. */
  isFree(): boolean {
    return succeeds(() => this.first('SELECT count(*) FROM sqlite_schema'));
  }

  /** All of it or nothing. Writers wait for each other at the beginning, where waiting cannot deadlock. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new EvidenceError('store-damaged', { where: `column ${column}`, cause: 'no text where text should be' });
  return value;
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new EvidenceError('store-damaged', { where: `column ${column}`, cause: 'no number where a number should be' });
  return value;
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof EvidenceError && error.code === 'store-locked') return false;
    throw error;
  }
}

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    throw code === undefined ? error : new EvidenceError(code, { where: path, cause: error });
  }
}

/** Result codes of SQLite (sqlite.org/rescode.html). The low byte is the kind. */
function codeOf(error: unknown): 'store-locked' | 'disk-full' | 'file-unwritable' | 'store-damaged' | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  const { errcode } = error;
  // SQLITE_IOERR_SHMSIZE: no room for the shared memory of the write-ahead log.
  if (errcode === 4874) return 'disk-full';
  switch (errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return 'store-locked';
    case 13: // SQLITE_FULL
      return 'disk-full';
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 14: // SQLITE_CANTOPEN
      return 'file-unwritable';
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return 'store-damaged';
    default:
      return undefined;
  }
}
