import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hex, utf8 } from '../../src/core/bytes.ts';
import { appendEntries } from '../../src/pipeline/log-append.ts';
import { auditLog, type Audit } from '../../src/pipeline/log-audit.ts';
import { addCosignatures, signCheckpoint } from '../../src/pipeline/log-checkpoint.ts';
import { checkpointIn, lockOf, openLog, putFiles, whileLocked } from '../../src/pipeline/log-files.ts';
import { createLog } from '../../src/pipeline/log-init.ts';
import { indexOf, tilesIn } from '../../src/pipeline/log-tree.ts';
import { cosignCheckpoint, type WitnessAnswer } from '../../src/pipeline/log-witness.ts';
import { checkpointText } from '../../src/transparency/checkpoint.ts';
import { grownTiles } from '../../src/transparency/grown-tiles.ts';
import { noteText, signatureLine } from '../../src/transparency/note.ts';
import { tilePath } from '../../src/transparency/tiles.ts';
import { startChild } from '../promote/fixtures/child.ts';
import { entriesUpTo, mth } from './naive-tree.ts';
import { cosigned, noteKey, signed, signerOf, type NoteKey } from './paper-log.ts';

const key = noteKey('example.org/log', 'log', 31);
const witness = noteKey('w.example', 'witness', 32);
const script = new URL('./fixtures/log-child.ts', import.meta.url);

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'evidence-log-'));
}

/** A log with so many entries, signed unless that is not wanted. */
async function logOf(size: number, { salt = 0, isSigned = true } = {}): Promise<string> {
  const folder = join(freshFolder(), 'log');
  await createLog(folder, key.key.name, signerOf(key));
  if (size > 0) await appendEntries(folder, entriesUpTo(size, salt));
  if (isSigned) await signCheckpoint(folder, signerOf(key));
  return folder;
}

function audit(folder: string, since?: string): Audit {
  return auditLog({ folder, keys: [key.key, witness.key], ...(since === undefined ? {} : { since }) });
}

function codesOf(folder: string, since?: string): readonly string[] {
  return audit(folder, since).findings.map(({ code, where }) => `${code} ${where.replace(folder, '')}`);
}

/** Changes the last byte of a file of a log. */
function spoil(folder: string, path: string): void {
  const bytes = readFileSync(join(folder, path));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(join(folder, path), bytes);
}

describe('a log in a folder', () => {
  test('begins empty, signed, and is made once', async () => {
    const folder = await logOf(0);
    expect(checkpointIn(folder).checkpoint).toMatchObject({ origin: 'example.org/log', size: 0, root: new Uint8Array(mth([])) });
    expect(audit(folder)).toMatchObject({ size: 0, unsigned: 0, findings: [] });
    await expect(createLog(folder, 'example.org/other', signerOf(key))).rejects.toMatchObject({ code: 'file-exists' });
    await expect(createLog(join(folder, 'other'), 'with space', signerOf(key))).rejects.toMatchObject({ code: 'usage' });
    expect(() => openLog(join(folder, 'other'))).toThrow(expect.objectContaining({ code: 'log-unknown' }));
  });

  test('keeps entries in their order, and finds again what it has', async () => {
    const folder = await logOf(3);
    const entries = entriesUpTo(6);
    const [first, , , fourth, , sixth] = entries;
    if (first === undefined || fourth === undefined || sixth === undefined) throw new Error('six entries');
    const appended = await appendEntries(folder, [sixth, first, fourth, sixth]);
    expect(appended.map(({ index, added }) => [index, added])).toEqual([
      [3, true],
      [0, false],
      [4, true],
      [3, true],
    ]);
    const { head } = openLog(folder);
    expect(head).toMatchObject({ size: 5, root: new Uint8Array(mth([...entries.slice(0, 3), sixth, fourth])) });
    const before = readFileSync(join(folder, 'head'));
    await appendEntries(folder, [fourth]);
    expect(readFileSync(join(folder, 'head'))).toEqual(before);
  });

  test('grows over the bounds of tiles as one that was made at once', async () => {
    const [folder, whole] = [await logOf(250), await logOf(600)];
    await appendEntries(folder, entriesUpTo(600).slice(250, 512));
    await appendEntries(folder, entriesUpTo(600).slice(512));
    await signCheckpoint(folder, signerOf(key));
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toBe(readFileSync(join(whole, 'checkpoint'), 'utf8'));
    expect(codesOf(folder)).toEqual([]);
    expect(checkpointIn(folder).checkpoint.root).toEqual(new Uint8Array(mth(entriesUpTo(600))));
  });

  test('signs with its own key alone, and once for each size', async () => {
    const folder = await logOf(4);
    await expect(signCheckpoint(folder, signerOf(noteKey('example.org/log', 'log', 99)))).rejects.toMatchObject({ code: 'usage' });
    const line = signatureLine(cosigned(witness, checkpointIn(folder).note.text, 1_800_000_000));
    expect(await addCosignatures(folder, line, [witness.key])).toMatchObject({ ok: true });
    await signCheckpoint(folder, signerOf(key));
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toContain(line);
    await appendEntries(folder, entriesUpTo(5));
    await signCheckpoint(folder, signerOf(key));
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).not.toContain('w.example');
  });

  test('does not sign, or build on, what it did not hold before', async () => {
    const folder = await logOf(300);
    spoil(folder, 'tile/1/000.p/1');
    await expect(appendEntries(folder, entriesUpTo(301))).rejects.toMatchObject({ code: 'log-damaged' });
    await expect(signCheckpoint(folder, signerOf(key))).rejects.toMatchObject({ code: 'log-damaged' });
    // A whole other log under the checkpoint that was signed.
    const [other, mine] = [await logOf(310, { salt: 1, isSigned: false }), await logOf(300)];
    cpSync(join(mine, 'checkpoint'), join(other, 'checkpoint'));
    await expect(signCheckpoint(other, signerOf(key))).rejects.toMatchObject({ code: 'log-damaged', message: expect.stringContaining('do not continue') });
    // A checkpoint that somebody else wrote.
    const strange = await logOf(5);
    const { text } = checkpointIn(strange).note;
    writeFileSync(join(strange, 'checkpoint'), noteText({ text, signatures: [signed(noteKey('example.org/log', 'log', 98), text)] }));
    await expect(signCheckpoint(strange, signerOf(key))).rejects.toMatchObject({ code: 'log-damaged', message: expect.stringContaining('not signed') });
    // One that shrank.
    const small = await logOf(200, { isSigned: false });
    cpSync(join(mine, 'checkpoint'), join(small, 'checkpoint'));
    await expect(signCheckpoint(small, signerOf(key))).rejects.toMatchObject({ code: 'log-damaged' });
  });

  test.each(['log.vkey', 'head', 'checkpoint', 'tile/0/000.p/5'])('says which file is gone: %s', async (path) => {
    const folder = await logOf(5);
    rmSync(join(folder, path));
    await expect(signCheckpoint(folder, signerOf(key))).rejects.toMatchObject({ code: path === 'log.vkey' ? 'log-unknown' : 'log-damaged' });
  });
});

describe('writers', () => {
  test('that are killed in the middle leave the log as it was signed, and nothing half-appended', async () => {
    const folder = await logOf(100);
    cpSync(join(folder, 'checkpoint'), join(folder, '..', 'kept'));
    for (let round = 0; round < 5; round += 1) {
      const { child, ready, ended } = startChild(script, folder, String(round + 1), '0', '300');
      await ready;
      await sleep(20 + round * 13);
      child.kill('SIGKILL');
      await ended;
      const { head } = openLog(folder);
      // Whole batches, and the tree says so.
      expect(head.size % 300).toBe(100);
      expect(codesOf(folder, join(folder, '..', 'kept'))).toEqual([]);
      await signCheckpoint(folder, signerOf(key));
      expect(checkpointIn(folder).checkpoint.size).toBe(head.size);
    }
    expect(indexOf(openLog(folder).head.size, tilesIn(folder), entriesUpTo(100)).size).toBe(100);
    expect(codesOf(folder, join(folder, '..', 'kept'))).toEqual([]);
  });

  test('that stop after any file leave nothing in the way of others', async () => {
    const folder = await logOf(200);
    const lost = grownTiles(200, entriesUpTo(120, 7), tilesIn(folder)).map(({ tile, bytes }) => ({ path: tilePath(tile), bytes }));
    expect(lost.length).toBeGreaterThan(4);
    const added = entriesUpTo(300).slice(200);
    for (let files = 1; files <= lost.length; files += 1) {
      const copy = join(freshFolder(), 'log');
      cpSync(folder, copy, { recursive: true });
      putFiles(copy, lost.slice(0, files));
      expect(codesOf(copy, join(folder, 'checkpoint'))).toEqual([]);
      await appendEntries(copy, added);
      await signCheckpoint(copy, signerOf(key));
      expect(codesOf(copy, join(folder, 'checkpoint'))).toEqual([]);
      expect(checkpointIn(copy).checkpoint.root).toEqual(new Uint8Array(mth(entriesUpTo(300))));
    }
  });

  test('of two processes wait for each other: every entry is there once', async () => {
    const folder = await logOf(0);
    const writers = [1, 2].map((writer) => startChild(script, folder, String(writer), '12', '7'));
    for (const { ended } of writers) expect(await ended).toMatchObject({ code: 0, stdout: 'ready\ndone\n' });
    const { head } = openLog(folder);
    expect(head.size).toBe(2 * 12 * 7);
    await signCheckpoint(folder, signerOf(key));
    expect(codesOf(folder)).toEqual([]);
  });

  test('say that the log is locked when they have waited', async () => {
    const folder = await logOf(1);
    await whileLocked(lockOf(folder), async () => {
      await expect(whileLocked(lockOf(folder), () => 1, 40)).rejects.toMatchObject({ code: 'log-locked', where: folder });
    });
    expect(await whileLocked(lockOf(folder), () => 1, 0)).toBe(1);
  });
});

describe('a witness', () => {
  const clock = (): bigint => 1_800_000_000_123_456_789n;
  const look = async (folder: string, state: string, log: NoteKey | undefined = key): Promise<WitnessAnswer> =>
    await cosignCheckpoint({ folder, witness: witness.key, signer: signerOf(witness), state, log: log?.key, clock });

  test('cosigns a log that goes on, with the time', async () => {
    const [folder, state] = [await logOf(3), join(freshFolder(), 'w.state')];
    expect(await look(folder, state)).toEqual({
      ok: true,
      size: 3,
      seconds: 1_800_000_000,
      line: signatureLine(cosigned(witness, checkpointIn(folder).note.text, 1_800_000_000)),
    });
    await appendEntries(folder, entriesUpTo(700));
    await signCheckpoint(folder, signerOf(key));
    expect(await look(folder, state, undefined)).toMatchObject({ ok: true, size: 700 });
    expect(await look(folder, state, undefined)).toMatchObject({ ok: true, size: 700 });
    expect(readFileSync(state, 'utf8')).toContain('\n700\n');
  });

  test.each([
    ['rewritten and longer', 9, 'do not continue the 5'],
    ['forked: as long, and another', 5, 'another root than before'],
    ['shorter', 4, 'entries were taken away'],
  ])('refuses a log that was %s, and keeps both heads', async (_, size, why) => {
    const state = join(freshFolder(), 'w.state');
    await look(await logOf(5), state);
    const kept = readFileSync(state, 'utf8');
    const answer = await look(await logOf(size, { salt: 1 }), state);
    expect(answer).toMatchObject({
      ok: false,
      why: expect.stringContaining(why),
      heads: [expect.stringContaining('\n5\n'), expect.stringContaining(`\n${size}\n`)],
    });
    expect(readFileSync(state, 'utf8')).toBe(kept);
  });

  test('refuses what the log did not sign, and what its tiles do not give', async () => {
    const [folder, state] = [await logOf(5), join(freshFolder(), 'w.state')];
    expect(await look(folder, state, noteKey('example.org/log', 'log', 98))).toMatchObject({ ok: false, why: expect.stringContaining('not signed') });
    expect(existsSync(state)).toBe(false);
    spoil(folder, 'tile/0/000.p/5');
    expect(await look(folder, state)).toMatchObject({ ok: false, why: expect.stringContaining('its tiles') });
  });

  test('is not the log itself', async () => {
    const own = noteKey('w.example', 'witness', 31);
    await expect(
      cosignCheckpoint({ folder: await logOf(5), witness: own.key, signer: signerOf(own), state: join(freshFolder(), 'w.state'), log: key.key, clock }),
    ).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('its own witness') });
  });

  test('needs the key of the log the first time, and keeps to it', async () => {
    const [folder, state] = [await logOf(5), join(freshFolder(), 'w.state')];
    await expect(cosignCheckpoint({ folder, witness: witness.key, signer: signerOf(witness), state, log: undefined, clock })).rejects.toMatchObject({
      code: 'usage',
    });
    await look(folder, state);
    await expect(look(folder, state, noteKey('example.org/log', 'log', 98))).rejects.toMatchObject({ code: 'usage' });
    writeFileSync(state, 'nothing of it');
    await expect(look(folder, state)).rejects.toMatchObject({ code: 'note-malformed', where: state });
  });
});

describe('cosignatures made elsewhere', () => {
  test('are taken when they hold for this checkpoint, and replace older ones', async () => {
    const folder = await logOf(5);
    const { text } = checkpointIn(folder).note;
    const stranger = signatureLine(cosigned(noteKey('else.example', 'witness', 40), text, 7));
    await addCosignatures(folder, stranger + signatureLine(cosigned(witness, text, 7)), [witness.key]);
    await addCosignatures(folder, signatureLine(cosigned(witness, text, 8)), [witness.key]);
    expect(checkpointIn(folder).note.signatures).toEqual([signed(key, text), cosigned(witness, text, 8)]);
    expect(audit(folder).cosigned).toEqual([{ witness: 'w.example', at: '1970-01-01T00:00:08.000Z' }]);
  });
  test.each<[string, (text: string) => string]>([
    ['over another text', (text) => signatureLine(cosigned(witness, `${text}more\n`, 7))],
    ['by another witness', (text) => signatureLine(cosigned(noteKey('else.example', 'witness', 40), text, 7))],
    ['that are no lines', (text) => text],
    ['that are empty', () => ''],
  ])('%s are refused, and nothing is changed', async (_, lines) => {
    const folder = await logOf(5);
    const before = readFileSync(join(folder, 'checkpoint'));
    expect(await addCosignatures(folder, lines(checkpointIn(folder).note.text), [witness.key])).toMatchObject({ ok: false });
    expect(readFileSync(join(folder, 'checkpoint'))).toEqual(before);
  });
});

describe('an audit', () => {
  test('of a sound log says so, and what it did not check', async () => {
    const folder = await logOf(300);
    await appendEntries(folder, entriesUpTo(310));
    expect(audit(folder)).toMatchObject({ origin: 'example.org/log', size: 300, unsigned: 10, findings: [], heads: [] });
    expect(audit(folder).notChecked).toEqual(['whether the log was rewritten: no older checkpoint was given']);
    expect(auditLog({ folder }).notChecked).toHaveLength(2);
    // Whoever believes nobody is not told that all is well.
    expect(auditLog({ folder, keys: [] }).findings.map(({ code }) => code)).toEqual(['checkpoint-unsigned']);
  });

  test.each([
    ['an entry', 'tile/entries/000', ['tile-differs tile/0/000', 'tile-differs tile/1/000.p/1', 'root-differs checkpoint', 'head-differs head']],
    ['a bundle of entries in its length', 'tile/entries/001.p/44', ['tile-differs tile/0/001.p/44', 'root-differs checkpoint', 'head-differs head']],
    ['a leaf hash', 'tile/0/001.p/44', ['tile-differs tile/0/001.p/44']],
    ['a hash above', 'tile/1/000.p/1', ['tile-differs tile/1/000.p/1']],
  ])('finds a change of %s', async (_, path, found) => {
    const folder = await logOf(300);
    spoil(folder, path);
    expect(codesOf(folder)).toEqual(found);
  });

  test('finds what is missing, or cannot be read', async () => {
    const [folder, cut, noTile] = [await logOf(300), await logOf(300), await logOf(300)];
    rmSync(join(folder, 'tile/entries/000'));
    expect(codesOf(folder)).toEqual(['tile-missing tile/entries/000']);
    appendFileSync(join(cut, 'tile/entries/001.p/44'), Buffer.of(0));
    expect(codesOf(cut)).toEqual(['entry-malformed tile/entries/001.p/44']);
    rmSync(join(noTile, 'tile/0/000'));
    expect(codesOf(noTile)).toEqual(['tile-missing tile/0/000']);
  });

  test('finds a checkpoint that is malformed, not signed, or by another key', async () => {
    const folder = await logOf(5);
    const { note, checkpoint } = checkpointIn(folder);
    const write = (text: string): void => writeFileSync(join(folder, 'checkpoint'), text);
    write(note.text);
    expect(codesOf(folder)).toEqual(['checkpoint-malformed checkpoint']);
    write(noteText({ text: note.text, signatures: [signed(noteKey('example.org/log', 'log', 98), note.text)] }));
    expect(codesOf(folder)).toEqual(['checkpoint-unsigned checkpoint']);
    const other = checkpointText({ ...checkpoint, root: new Uint8Array(32) });
    write(noteText({ text: other, signatures: [signed(key, other)] }));
    expect(codesOf(folder)).toEqual(['root-differs checkpoint']);
    rmSync(join(folder, 'checkpoint'));
    expect(codesOf(folder)).toEqual(['checkpoint-malformed checkpoint']);
  });

  test.each([
    ['rewritten, and grew', 9],
    ['forked: as long, and another', 5],
  ])('names a log that was %s, with both signed heads as proof', async (_, size) => {
    const [old, folder] = [await logOf(5), await logOf(size, { salt: 1 })];
    const { findings, heads } = audit(folder, join(old, 'checkpoint'));
    expect(findings).toMatchObject([{ code: 'log-rewritten', message: expect.stringContaining('the first 5 of') }]);
    expect(heads).toEqual([old, folder].map((one) => readFileSync(join(one, 'checkpoint'), 'utf8')));
  });

  test('names a log that is shorter than it was, or is another', async () => {
    const [old, folder] = [await logOf(5), await logOf(4)];
    expect(audit(folder, join(old, 'checkpoint'))).toMatchObject({ findings: [{ code: 'log-shrunk' }], heads: [] });
    const other = join(freshFolder(), 'log');
    const otherKey = noteKey('example.org/other', 'log', 31);
    await createLog(other, 'example.org/other', signerOf(otherKey));
    const { findings } = auditLog({ folder, keys: [key.key, otherKey.key], since: join(other, 'checkpoint') });
    expect(findings.map(({ code }) => code)).toEqual(['log-rewritten']);
  });

  test('gives no heads as proof that the log did not sign', async () => {
    const folder = await logOf(5);
    const forged = join(freshFolder(), 'old');
    const text = checkpointText({ origin: key.key.name, size: 3, root: new Uint8Array(32), extensions: [] });
    writeFileSync(forged, noteText({ text, signatures: [signed(noteKey('example.org/log', 'log', 98), text)] }));
    const { findings, heads } = audit(folder, forged);
    expect(findings.map(({ code }) => code)).toEqual(['checkpoint-unsigned', 'log-rewritten']);
    expect(heads).toEqual([]);
    writeFileSync(forged, text);
    expect(() => audit(folder, forged)).toThrow(expect.objectContaining({ code: 'note-malformed', where: forged }));
  });

  test('takes a whole tile for a partial one that was cleared away', async () => {
    const folder = await logOf(200);
    await appendEntries(folder, entriesUpTo(256));
    for (const path of ['tile/0/000.p/200', 'tile/entries/000.p/200']) renameSync(join(folder, path), join(folder, '..', hex(utf8(path))));
    expect(codesOf(folder)).toEqual([]);
  });
});
