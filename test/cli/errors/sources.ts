import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { evidenceGate, freshFolder } from '../session.ts';
import { ask, asked, commanded, newcomer, replaceIn } from './newcomer.ts';
import type { Provocation } from './provoked.ts';

/** A question to documents of which this is one more. */
async function askedWith(name: string, content: string | Uint8Array): ReturnType<typeof asked> {
  const folder = await newcomer();
  writeFileSync(join(folder, 'documents', name), content);
  return await asked(folder, name);
}

/** The program, installed without the package that reads PDF. */
function houseWithoutPdf(): string {
  const house = freshFolder();
  writeFileSync(join(house, 'package.json'), '{"type":"module"}');
  cpSync('src', join(house, 'src'), { recursive: true });
  mkdirSync(join(house, 'node_modules'));
  for (const name of readdirSync('node_modules'))
    if (name !== 'unpdf' && !name.startsWith('.')) symlinkSync(resolve('node_modules', name), join(house, 'node_modules', name));
  return house;
}

const pdf: Buffer = readFileSync('samples/documents/stability-report.pdf');

export const sourceErrors = {
  'source-unsupported': async () => {
    const folder = await newcomer();
    writeFileSync(join(folder, 'documents/plan.dwg'), 'AC1032');
    replaceIn(folder, 'pipeline.yaml', '  folder: documents', '  folder: documents\n  paths: [plan.dwg]');
    return await asked(folder, 'plan.dwg');
  },
  'source-unreadable': async () => await askedWith('report.pdf', pdf.subarray(0, 400)),
  'source-empty': async () => await askedWith('empty.md', ' \n\n'),
  'source-reader-absent': async () => {
    const folder = await newcomer();
    writeFileSync(join(folder, 'documents/report.pdf'), pdf);
    return commanded(folder, await evidenceGate(folder, ask, {}, { bin: join(houseWithoutPdf(), 'src/cli/bin.node.ts') }), 'report.pdf');
  },
  'source-too-large': async () => {
    const folder = await newcomer();
    writeFileSync(join(folder, 'documents/log.txt'), '');
    // A hole: it takes no room on the disk.
    truncateSync(join(folder, 'documents/log.txt'), 100_000_001);
    return await asked(folder, 'log.txt');
  },
  'source-id-twice': async () => await askedWith('Handbook.md', '# Another handbook'),
  'no-sources': async () => {
    const folder = await newcomer();
    rmSync(join(folder, 'documents/handbook.md'));
    return await asked(folder, 'documents');
  },
} as const satisfies Partial<Record<ErrorCode, Provocation>>;

/** Documents that break off in the middle, each of another format. */
export const cutDocuments: readonly string[] = ['meeting-minutes.docx', 'branch-network.xlsx', 'scanned-notice.png'];

export async function cutDocument(name: string): ReturnType<typeof asked> {
  const whole = readFileSync(join('samples/documents', name));
  return await askedWith(name, whole.subarray(0, whole.length >> 1));
}
