/**
 * `npm run hostile`: builds every hostile archive (test/hostile) into a temporary folder, has our verifier refuse each, from
 * memory and from its file, and prints the longest time and the most memory. Exits 1 where one is accepted, takes over a second
 * or over 200 MB, or is refused for another reason than test/hostile/manifest.json says.
 *   --manifest  writes what the verifier finds into that manifest: read the difference before you commit it
 *   --keep DIR  builds the archives there, for readers of your own
 *   --table     has other readers try them too, and prints the table of docs/THREATS.md
 *   --check     the same, and exits 1 where docs/THREATS.md says otherwise of readers in the same version
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf, manifestPath } from '../test/hostile/manifest.ts';
import { corpus } from '../test/hostile/corpus.ts';
import { victim } from '../test/hostile/hostile.ts';
import { measured } from './hostile/measured.ts';
import { peerTable, tableStands } from './hostile/table.ts';

const flag = (name: string): boolean => process.argv.includes(name);
const keptAt = process.argv[process.argv.indexOf('--keep') + 1];
const folder = flag('--keep') && keptAt !== undefined ? keptAt : mkdtempSync(join(tmpdir(), 'evidence-gate-hostile-'));
mkdirSync(folder, { recursive: true });

const built = Object.entries(corpus).flatMap(([category, list]) =>
  list.map(({ name, make }, index) => {
    const path = join(folder, `${category.replace(/ /g, '-')}-${String(index + 1).padStart(3, '0')}.zip`);
    writeFileSync(path, make());
    return { category, name, path };
  }),
);
const goodPath = join(folder, 'good.zip');
writeFileSync(goodPath, victim);

try {
  if (flag('--manifest')) writeFileSync(manifestPath, `${JSON.stringify(manifestOf(corpus), undefined, 2)}\n`);
  const rows: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const stale = JSON.stringify(rows) !== JSON.stringify(manifestOf(corpus));
  if (stale) process.stderr.write('test/hostile/manifest.json is not what the verifier finds: see the difference with --manifest\n');
  const failed = measured(built);
  let tableFits = true;
  if (flag('--table') || flag('--check')) {
    const table = await peerTable(built, goodPath);
    process.stdout.write(`\n${table}\n`);
    tableFits = !flag('--check') || tableStands(table, readFileSync('docs/THREATS.md', 'utf8'));
    if (!tableFits) process.stderr.write('docs/THREATS.md has another table: run `npm run hostile -- --table`\n');
  }
  process.exitCode = stale || failed || !tableFits ? 1 : 0;
} finally {
  if (!flag('--keep')) rmSync(folder, { recursive: true });
}
