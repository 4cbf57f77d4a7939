import { readdirSync, readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { crc32 } from '../../src/core/digest.ts';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../src/sources/ingest.node.ts';
import { checkZipBounds } from '../../src/sources/zip-bounds.node.ts';
import { folderWith, options, refusal, snapshotOf } from './scratch-folder.ts';
import { expectSound } from './snapshot-checks.ts';

const sample = (name: string): Buffer => readFileSync(`samples/documents/${name}`);

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  /** What the directory says of it, where that is a lie. */
  readonly saidSize?: number;
}

/** A ZIP container, deflated, as a hostile writer would make it. */
function zipOf(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, saidSize = content.length } of entries) {
    const packed = deflateRawSync(content, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content.subarray(0, 1_000_000)), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(saidSize, 18);
    fields.writeUInt16LE(name.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, central, end]);
}

const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
const workbook = (sheet: string, head = ''): Buffer =>
  zipOf([
    {
      name: '[Content_Types].xml',
      content: xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
      ),
    },
    {
      name: '_rels/.rels',
      content: xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
    },
    {
      name: 'xl/workbook.xml',
      content: xml(
        `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: xml(`${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`),
    },
  ]);
const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('hostile documents', () => {
  it.each(['stability-report.pdf', 'meeting-minutes.docx', 'branch-network.xlsx', 'scanned-notice.png'])(
    '%s, cut off or garbled, is refused or read, and never brings the program down',
    async (name) => {
      const whole = sample(name);
      const half = whole.subarray(0, whole.length / 2);
      const garbled = Buffer.from(whole.map((byte, index) => (index % 97 === 50 ? byte ^ 0x55 : byte)));
      for (const content of [garbled, Buffer.alloc(0)]) {
        expect(await refusal(snapshotOf(name, content))).toMatch(/^(?:source-unreadable|source-empty|source-too-large|accepted): ?.*/);
      }
      expect(await refusal(snapshotOf(name, half))).toMatch(/^source-unreadable: .*\..*: the document cannot be read \(.+\)/);
    },
  );

  it('a workbook that unfolds to a hundred times its bound is refused without unfolding it, whatever size it claims', async () => {
    const bomb = (saidSize?: number): Buffer =>
      zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(100_000_000, 0x20), ...(saidSize === undefined ? {} : { saidSize }) }]);
    expect(bomb().length).toBeLessThan(200_000);
    for (const content of [bomb(), bomb(10)]) {
      for (const name of ['a.xlsx', 'a.docx'])
        expect(await refusal(snapshotOf(name, content, { limits: { unfolded: 1_000_000 } }))).toMatch(/^source-too-large: .*a\.(?:xlsx|docx)/);
    }
  });

  it('an entry that is not packed counts as well', () => {
    const zip = zipOf([{ name: 'a', content: Buffer.from(Uint8Array.from({ length: 5000 }, (_, index) => (index * index) % 251)) }]);
    expect(() => checkZipBounds(patched(zip, 10, 0), 100, 'a')).toThrow(expect.objectContaining({ code: 'source-too-large' }));
  });

  it('many entries share one bound', () => {
    const entries = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, content: Buffer.alloc(100_000) }));
    expect(() => checkZipBounds(zipOf(entries), 2_000_000, 'a')).not.toThrow();
    expect(() => checkZipBounds(zipOf(entries), 1_999_999, 'a')).toThrow(expect.objectContaining({ code: 'source-too-large' }));
  });

  it.each<[string, (zip: Buffer) => Buffer]>([
    ['bytes before it', (zip) => Buffer.concat([Buffer.from('x'), zip])],
    ['bytes behind it', (zip) => Buffer.concat([zip, Buffer.from('x')])],
    ['a second end record behind it', (zip) => Buffer.concat([zip, zip.subarray(-22)])],
    ['a second archive behind it', (zip) => Buffer.concat([zip, zip])],
    ['an entry that is encrypted', (zip) => patched(zip, 8, 1)],
    ['an unknown packing', (zip) => patched(zip, 10, 9)],
    ['an entry outside of the file', (zip) => patched(zip, 44, 0x7fff)],
    ['a directory that is cut', (zip) => patched(zip, 28, 0x7fff)],
    ['ZIP64 counts', (zip) => Buffer.concat([zip.subarray(0, -12), Buffer.from([0xff, 0xff]), zip.subarray(-10)])],
  ])('a container with %s has no one reading and is refused', (_, spoil) => {
    const zip = zipOf([{ name: 'a', content: Buffer.from('hello') }]);
    expect(() => checkZipBounds(zip, 1000, 'a.docx')).not.toThrow();
    expect(() => checkZipBounds(spoil(zip), 1000, 'a.docx')).toThrow(expect.objectContaining({ code: 'source-unreadable', where: 'a.docx' }));
  });

  it('a workbook that names a billion cells is read for the few that hold something', async () => {
    const sheet = `<dimension ref="A1:XFD1048576"/><sheetData><row r="1">${cell('A1', 'Name')}${cell('B1', 'Rate')}</row><row r="1048576">${cell('A1048576', 'x')}${cell('XFD1048576', 'far')}</row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations count="1"><dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a"</formula1></dataValidation></dataValidations>`;
    const snapshot = await snapshotOf('a.xlsx', workbook(sheet), { limits: { millis: 30_000 } });
    expect(snapshot.text).toBe('Name; Rate\nx; far');
  });

  it('a row of texts in the midst of figures names no columns, and one behind an empty row does', async () => {
    const row = (number: number, first: string, second: string): string => `<row r="${number}">${cell(`A${number}`, first)}${second}</row>`;
    const figure = (at: string): string => `<c r="${at}"><v>0.1</v></c>`;
    const sheet = `<sheetData>${row(1, 'x', figure('B1'))}${row(2, 'n', cell('B2', 'o'))}${row(3, 'y', figure('B3'))}${row(5, 'Name', cell('B5', 'Rate'))}${row(6, 'z', figure('B6'))}</sheetData>`;
    const { text } = await snapshotOf('a.xlsx', workbook(sheet));
    expect(text.split('\n')).toEqual(['column 1: x; column 2: 0.1', 'column 1: n; column 2: o', 'column 1: y; column 2: 0.1', 'Name: z; Rate: 0.1']);
  });

  it('hidden rows and columns of a workbook stay out', async () => {
    const cols = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>';
    const sheet = `${cols}<sheetData><row r="1">${cell('A1', 'A')}${cell('B1', 'B')}${cell('C1', 'C')}</row><row r="2" hidden="1">${cell('A2', 'secret')}</row><row r="3">${cell('A3', '1')}${cell('B3', 'secret')}${cell('C3', '3')}</row></sheetData>`;
    expect((await snapshotOf('a.xlsx', workbook(sheet))).text).toBe('A: 1; C: 3');
  });

  it('the text of a workbook and of a PDF is bounded', async () => {
    const sheet = `<sheetData>${Array.from({ length: 400 }, (_, index) => `<row r="${index + 1}">${cell(`A${index + 1}`, 'x')}${cell(`B${index + 1}`, 'y')}</row>`).join('')}</sheetData>`;
    const packed = workbook(sheet.replace('<c r="A1" t="inlineStr"><is><t>x', `<c r="A1" t="inlineStr"><is><t>${'name'.repeat(5000)}`));
    expect(await refusal(snapshotOf('a.xlsx', packed, { limits: { unfolded: 1_000_000 } }))).toMatch(/^source-too-large: .*characters of text/);
    expect(await refusal(snapshotOf('a.pdf', sample('stability-report.pdf'), { limits: { unfolded: 500 } }))).toMatch(
      /^source-too-large: .*characters of text/,
    );
  });

  it('entities of a workbook are not unfolded, neither a billion laughs nor a file of this machine', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>';
    const said = await refusal(
      snapshotOf('a.xlsx', workbook(`<sheetData><row r="1">${cell('A1', '&b;&f;x')}${cell('B1', 'y')}</row></sheetData>`, laughs)).then(({ text }) =>
        expect(text).not.toMatch(/haha|localhost/),
      ),
    );
    expect(said).toMatch(/^(?:accepted|source-unreadable|source-empty)/);
  });

  it('a PDF whose stream unfolds without end is ended by its memory', async () => {
    const said = await refusal(snapshotOf('a.pdf', pdfBomb(), { limits: { memory: 300_000_000, millis: 60_000 } }));
    expect(said).toMatch(/^source-too-large: .*a\.pdf.*memory/);
  });

  it('a reader that takes too long is ended', async () => {
    const said = await refusal(snapshotOf('a.png', sample('scanned-notice.png'), { limits: { millis: 20 } }));
    expect(said).toMatch(/^source-unreadable: .*a\.png.*longer than 0\.02 s/);
  });

  it('text on one line of a megabyte is cut into passages', async () => {
    for (const name of ['a.txt', 'a.md', 'a.html']) {
      const snapshot = await snapshotOf(name, 'All rates stay, he said. '.repeat(40_000));
      expect(snapshot.passages.length).toBeGreaterThan(1_000);
    }
  });

  it('a page of a hundred thousand open elements is read', async () => {
    const snapshot = await snapshotOf('a.html', `${'<div><b><table><tr><td>'.repeat(20_000)}deep`);
    expect(snapshot.text).toBe('deep');
    expectSound(snapshot);
  });

  it('reading a picture leaves no file behind', async () => {
    const base = folderWith({ 'a.png': sample('scanned-notice.png') });
    await ingest(['a.png'], options(base));
    expect(readdirSync(base)).toEqual(['a.png']);
    expect(readdirSync('.')).not.toContain('eng.traineddata');
  });
});

/** Writes a number into a field of the first directory entry. */
function patched(zip: Buffer, field: number, value: number): Buffer {
  const copy = Buffer.from(zip);
  copy.writeUInt16LE(value, copy.indexOf('PK\x01\x02', 0, 'latin1') + field);
  return copy;
}

/** A small PDF whose page content is two gigabytes of spaces, packed twice. */
function pdfBomb(): Buffer {
  const megabytes = deflateRawSync(Buffer.alloc(16_000_000, 0x20), { finishFlush: 3 });
  const many = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: 128 }, () => megabytes), Buffer.from([3, 0])]);
  const packed = deflateSync(many);
  const objects = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>'),
    Buffer.concat([Buffer.from(`<</Filter[/FlateDecode/FlateDecode]/Length ${packed.length}>>stream\n`), packed, Buffer.from('\nendstream')]),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  for (const [index, body] of objects.entries()) {
    places.push(parts.reduce((sum, part) => sum + part.length, 0));
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n'));
  }
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${table}trailer\n<</Root 1 0 R/Size 5>>\nstartxref\n${start}\n%%EOF`));
  return Buffer.concat(parts);
}
