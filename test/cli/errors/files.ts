import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { onSmallDisk } from '../../promote/fixtures/small-disk.ts';
import { evidenceGate, freshFolder } from '../session.ts';
import { ask, asked, commanded, newcomer, replaceIn, typed } from './newcomer.ts';
import type { Provocation, Provoked } from './provoked.ts';

/** Breaks each thing that the process needs before a command gets its turn. */
const brokenMachine = 'data:text/javascript,Intl.DateTimeFormat=()=>{throw new TypeError("broken on purpose")}';
const oldNode = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})';

export const commandLineErrors = {
  'usage': async () => await typed(freshFolder(), ['frobnicate'], 'frobnicate'),
  'node-too-old': async () => {
    const folder = freshFolder();
    return commanded(folder, await evidenceGate(folder, ['inspect', '--json'], {}, { node: ['--import', oldNode] }), 'Node 20.1.0');
  },
} as const satisfies Partial<Record<ErrorCode, Provocation>>;

export async function machineFault(): Promise<Provoked> {
  const folder = freshFolder();
  return commanded(folder, await evidenceGate(folder, ['inspect', '--json'], {}, { node: ['--import', brokenMachine] }), '');
}

export const fileErrors = {
  'file-missing': async () => await typed(freshFolder(), ['run', 'pipelin.yaml'], 'pipelin.yaml'),
  'file-unreadable': async () => await typed(await newcomer(), ['inspect', 'documents'], 'documents'),
  'file-unwritable': async () => await typed(await newcomer(), ['keys', 'new', 'pipeline.yaml/second'], 'pipeline.yaml'),
  'file-exists': async () => await typed(await newcomer(), ['init'], 'gate-policy.yaml'),
  'disk-full': async () => {
    const folder = await newcomer();
    let provoked: Provoked | undefined;
    await onSmallDisk(join(folder, 'small'), '8k', async () => {
      provoked = await asked(folder, join(folder, 'small'), ['passed'], ['--out', 'small']);
      expect(filesIn(join(folder, 'small'))).toEqual([]);
    });
    return provoked;
  },
  'not-utf8': async () => {
    const folder = await newcomer();
    writeFileSync(join(folder, 'questions.jsonl'), Buffer.from('{"id":"a","question":"Wie spät ist es?"}\n', 'latin1'));
    return await typed(folder, ['run', 'pipeline.yaml'], 'questions.jsonl');
  },
  'json-malformed': async () => {
    const folder = await newcomer();
    replaceIn(folder, 'questions.jsonl', '"id":"refund",', '"id":"refund"');
    return await typed(folder, ['run', 'pipeline.yaml'], 'questions.jsonl:2:15');
  },
  'yaml-malformed': async () => {
    const folder = await newcomer();
    replaceIn(folder, 'pipeline.yaml', 'top: 5', 'top: [5');
    return await asked(folder, 'pipeline.yaml:9:');
  },
  'schema-violation': async () => {
    const folder = await newcomer();
    replaceIn(folder, 'pipeline.yaml', 'top: 5', 'top: five');
    replaceIn(folder, 'pipeline.yaml', 'quotes: 2', 'quotes: 2\n  quote_length: 80');
    return await asked(folder, 'pipeline.yaml');
  },
} as const satisfies Partial<Record<ErrorCode, Provocation>>;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
}

/** Nothing stays, so that a second try finds nothing in its way. */
export async function initOnSmallDisk(): Promise<Provoked | undefined> {
  const folder = freshFolder();
  let provoked: Provoked | undefined;
  await onSmallDisk(join(folder, 'small'), '24k', async () => {
    provoked = await typed(folder, ['init', 'small'], 'small');
    expect(filesIn(join(folder, 'small'))).toEqual([]);
  });
  return provoked;
}

export async function storeOnSmallDisk(): Promise<Provoked | undefined> {
  const folder = await newcomer();
  mkdirSync(join(folder, 'small'));
  let provoked: Provoked | undefined;
  await onSmallDisk(join(folder, 'small'), '128k', async () => {
    provoked = commanded(folder, await evidenceGate(folder, [...ask, '--store', 'small/store']), 'small/store');
  });
  return provoked;
}
