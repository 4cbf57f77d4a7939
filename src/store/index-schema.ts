import { join } from 'node:path';
import { EvidenceError } from '../core/errors.ts';
import { Database, numberOf } from './database.ts';

const version = 1;

// A run is closed when it has documents. The record of spans stands apart: it grows after closing, by validation and promotion.
const tables = `
  CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;
  INSERT INTO schema_version VALUES (${version});
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, pipeline TEXT NOT NULL, input_id TEXT NOT NULL, started_at TEXT NOT NULL,
    run_sha256 TEXT, sources_sha256 TEXT, retrievals_sha256 TEXT
  ) STRICT;
  CREATE TABLE begun (
    run_id TEXT NOT NULL REFERENCES runs, ordinal INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (run_id, ordinal)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE lines (
    run_id TEXT NOT NULL REFERENCES runs, seq INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE verdicts (number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL REFERENCES runs, judged TEXT NOT NULL) STRICT;
  CREATE INDEX verdicts_of_run ON verdicts (run_id, number);
  CREATE TABLE promotions (
    run_id TEXT PRIMARY KEY REFERENCES runs, status TEXT NOT NULL CHECK (status IN ('intended', 'promoted')), intent TEXT NOT NULL
  ) STRICT;
`;

/**
 * Opens the index of a store, and makes it where it is not there. Throws `store-newer` before anything of a newer store is
 * touched. One process at a time does this: the switch to the write-ahead log does not wait for others by itself.
 */
export function openIndex(folder: string): Database {
  const opening = new Database(join(folder, 'locks', 'opening.db'), patience);
  try {
    if (!opening.tryExclusive()) throw new EvidenceError('store-locked', { where: folder, cause: 'it is being opened elsewhere' });
    return prepared(new Database(join(folder, 'index.db'), patience));
  } finally {
    opening.close();
  }
}

/** Milliseconds that a writer waits for others. Transactions take a few, so that this is many writers' worth. */
const patience = 20_000;

function prepared(index: Database): Database {
  try {
    const isNew = index.first("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'") === undefined;
    if (!isNew) refuseNewer(index);
    index.exec('PRAGMA journal_mode = WAL');
    // FULL: a transaction that has returned survives power loss.
    index.exec('PRAGMA synchronous = FULL');
    if (isNew) index.transaction(() => index.exec(tables));
    return index;
  } catch (error) {
    index.close();
    throw error;
  }
}

function refuseNewer(index: Database): void {
  const row = index.first('SELECT version FROM schema_version');
  const found = row === undefined ? undefined : numberOf(row, 'version');
  if (found === undefined || found < version) throw new EvidenceError('store-damaged', { where: index.path, cause: 'it has no version' });
  if (found > version) throw new EvidenceError('store-newer', { where: index.path, cause: `version ${found}; this program knows ${version}` });
}
