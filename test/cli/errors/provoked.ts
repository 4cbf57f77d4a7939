import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { errorTable, type ErrorCode } from '../../../src/core/error-table.ts';
import { EvidenceError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/store/store.ts';
import type { RunSummary } from '../../../src/store/run-list.ts';
import type { Said } from '../session.ts';

/** What a provocation brought about. `place` must be named as the user would name it. */
export type Provoked =
  | {
      readonly by: 'command';
      readonly folder: string;
      readonly said: Said;
      readonly place: string;
      /** States of the runs that the store must list afterwards. Absent where no run began. */
      readonly runs?: readonly string[];
    }
  | { readonly by: 'function'; readonly thrown: unknown; readonly place: string };

/** Undefined where this machine does not allow it; the provocation has then said so. */
export type Provocation = () => Promise<Provoked | undefined>;

/** One clear message with place, cause and remedy, the documented exit code, and nothing half-done. */
export function expectClear(code: ErrorCode, provoked: Provoked): void {
  if (provoked.by === 'function') {
    expectThrown(code, provoked.thrown, provoked.place);
    return;
  }
  const { said, place, folder } = provoked;
  expectSaid(code, said, place);
  expect(leftovers(folder)).toEqual([]);
  if (provoked.runs !== undefined) expect(runsIn(folder).map(({ state }) => state)).toEqual(provoked.runs);
}

function expectThrown(code: ErrorCode, thrown: unknown, place: string): void {
  if (!(thrown instanceof EvidenceError)) throw new Error(`no error of ours: ${String(thrown)}`);
  const { message, remedy, exit } = errorTable[code];
  expect({ code: thrown.code, remedy: thrown.remedy, exit: thrown.exit }).toEqual({ code, remedy, exit });
  expect(thrown.where).toContain(place);
  expect(thrown.message).toContain(message);
}

function expectSaid(code: ErrorCode, said: Said, place: string): void {
  const { message, remedy, exit } = errorTable[code];
  expect(said.err).toContain(`${code}: `);
  expect(said.code).toBe(exit);
  const complaint = linesFrom(said.err, `${code}: `);
  for (const part of [place, message, remedy]) expect(complaint.join('\n')).toContain(part);
  // A title or a run may stand around the message and its remedy; three lines of a fault are its trace.
  expect(complaint.length).toBeLessThanOrEqual(3);
  for (const line of complaint) expect(line.length).toBeLessThan(700);
  if (code !== 'internal') expect(said.err + said.out).not.toMatch(/^\s+at |node:internal|\.ts:\d+:\d+/m);
  expect(errorsIn(said.document)).toContainEqual({
    code,
    where: code === 'internal' ? null : expect.stringContaining(place),
    message: expect.stringContaining(message),
    remedy,
    exit,
  });
}

/** The message and what belongs to it: up to the title of another input, or the end. */
function linesFrom(text: string, mark: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const from = lines.findIndex((line) => line.includes(mark));
  const rest = lines.slice(from + 1);
  const next = rest.findIndex((line) => !line.startsWith(' '));
  return [lines[from] ?? '', ...(next < 0 ? rest : rest.slice(0, next))];
}

function errorsIn(document: unknown): readonly unknown[] {
  const { error, runs } = document as { readonly error?: unknown; readonly runs?: readonly { readonly error: unknown }[] };
  return runs === undefined ? [error] : runs.map((run) => run.error);
}

/** Names of half-written files and folders anywhere below, and all that was released. */
function leftovers(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const released = existsSync(join(folder, 'released')) ? readdirSync(join(folder, 'released')) : [];
  return [...names.filter((name) => /\.partial$|\.staging-|^\.(?!evidence)|writing\/\d/.test(name)), ...released];
}

/** The runs that `evidence-gate inspect` lists in a folder. */
export function runsIn(folder: string): readonly RunSummary[] {
  const store = openStore(join(folder, '.evidence'));
  try {
    return store.list();
  } finally {
    store.close();
  }
}

/** What a promise is rejected with. */
export async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
}
