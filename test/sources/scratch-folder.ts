import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { ingest, type IngestOptions } from '../../src/sources/ingest.node.ts';
import type { DocumentSnapshot } from '../../src/sources/snapshot.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files; gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** 20 March 2025, 12:00 UTC, standing still. */
export const noon = (): bigint => 1_742_472_000_000_000_000n;

export const options = (base: string): IngestOptions => ({ collection: 'test', base, clock: noon });

/** The snapshot of one file. */
export async function snapshotOf(name: string, content: string | Uint8Array, more: Partial<IngestOptions> = {}): Promise<DocumentSnapshot> {
  const base = folderWith({ [name]: content });
  const { snapshots } = await ingest([name], { ...options(base), ...more });
  const [snapshot] = snapshots;
  if (snapshot === undefined || snapshots.length !== 1) throw new Error('one file gives one snapshot');
  return snapshot;
}

/** Code and text of what a promise is rejected with. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'accepted',
    (error: unknown) => `${error instanceof Error && 'code' in error ? String(error.code) : 'no code'}: ${String(error)}`,
  );
}
