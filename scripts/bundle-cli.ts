/**
 * The command and its threads in dist/, each verb with what it needs in a few files instead of some 270: to find and read so many
 * takes longer than to verify a bundle. Packages stay outside; the library in dist/ stays as it is. `--dist FOLDER` works elsewhere.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({ options: { dist: { type: 'string', default: 'dist' } } });
const dist = resolve(values.dist);
rmSync(join(dist, 'chunks'), { recursive: true, force: true });

// A thread is found beside the folder of the file that starts it, so `chunks/` must lie where its own folder does.
const entries = [
  'cli/bin.node.js',
  'verify/measure-worker.node.js',
  'verify/verify-worker.node.js',
  'sources/reader-worker.node.js',
  'bundle/copy-worker.node.js',
];
const built = await build({
  entryPoints: entries.map((entry) => join(dist, entry)),
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'es2023',
  packages: 'external',
  chunkNames: 'chunks/[hash]',
  metafile: true,
});
process.stdout.write(`${Object.keys(built.metafile.inputs).length} files in ${Object.keys(built.metafile.outputs).length}\n`);
