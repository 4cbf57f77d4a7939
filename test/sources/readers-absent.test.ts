import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from './scratch-folder.ts';

const optional: Readonly<Record<string, string>> = {
  'a.pdf': 'unpdf',
  'a.docx': 'mammoth',
  'a.xlsx': 'exceljs',
  'a.png': 'tesseract.js',
};

it('says which optional package is absent, and reads all other kinds without them', () => {
  const house = folderWith({
    'package.json': '{"type":"module"}',
    ...Object.fromEntries(Object.keys(optional).map((name) => [name, 'x'])),
    'a.md': '# Title\n\nText.',
  });
  for (const room of ['core', 'model', 'sources']) cpSync(join('src', room), join(house, 'src', room), { recursive: true });
  mkdirSync(join(house, 'node_modules/@noble'), { recursive: true });
  for (const name of ['@noble/hashes', 'htmlparser2', 'csv-parse', 'domhandler', 'domelementtype', 'entities', 'domutils', 'dom-serializer'])
    symlinkSync(resolve('node_modules', name), join(house, 'node_modules', name));
  writeFileSync(
    join(house, 'try.ts'),
    `import { ingest } from './src/sources/ingest.node.ts';
    const said = {};
    for (const name of ${JSON.stringify([...Object.keys(optional), 'a.md'])}) {
      said[name] = await ingest([name], { collection: 'x', base: '.', clock: () => 0n }).then(() => 'read', (error) => error.code + ' ' + error.why);
    }
    console.log(JSON.stringify(said));`,
  );
  const said: unknown = JSON.parse(execFileSync(process.execPath, ['try.ts'], { cwd: house, encoding: 'utf8' }));
  expect(said).toEqual({ ...Object.fromEntries(Object.entries(optional).map(([name, pack]) => [name, `source-reader-absent ${pack}`])), 'a.md': 'read' });
});
