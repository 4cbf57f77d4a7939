/**
 * src/one-file → dist/evidence-verify.mjs: the verifier in one file that Node 18 runs. The same sources give the same bytes on
 * any machine: esbuild and the Node that compresses are pinned, and no path or date goes in. `--out FILE` writes elsewhere.
 * `--release-notes` puts the digests into CHANGELOG.md; `--check` writes nothing, and exits 1 where others stand there.
 *
 * The program is some 300 kB of minified JavaScript, with the layers and the schemas; the file may have 100. So the file is a
 * short loader that a person can read, and the program compressed with brotli in a comment behind it. `--source` prints it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { bundledSchemas } from '../src/bundle/documents.ts';
import { errorTable } from '../src/core/error-table.ts';
import { productVersion } from '../src/core/version.ts';

const most = 100_000;
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    'out': { type: 'string', default: resolve(root, 'dist/evidence-verify.mjs') },
    'release-notes': { type: 'boolean', default: false },
    'check': { type: 'boolean', default: false },
  },
});

const sources = Object.keys((await bundle(Object.keys(errorTable))).metafile.inputs);
const program = textOf(await bundle(codesIn(sources)));
const file = packed(Buffer.from(program, 'latin1'));
if (file.length > most) throw new Error(`the one-file verifier has ${file.length} bytes; ${most} are allowed`);
if (!values.check) {
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, file);
}
process.stdout.write(`evidence-verify.mjs ${productVersion}: ${file.length} bytes, the program in it ${program.length}\n`);
process.stdout.write(`file    sha256:${sha256(file)}\nprogram sha256:${sha256(Buffer.from(program, 'latin1'))}\n`);

if (values['release-notes'] || values.check) keepNotes();

/** Holds the digests in the release notes to those of the file, or puts them there. */
function keepNotes(): void {
  const path = resolve(root, 'CHANGELOG.md');
  const notes = readFileSync(path, 'utf8');
  const lines = /^ {2}file sha256:[0-9a-f]*\n {2}program sha256:[0-9a-f]*$/m;
  const current = notes.replace(lines, `  file sha256:${sha256(file)}\n  program sha256:${sha256(Buffer.from(program, 'latin1'))}`);
  if (!values.check) writeFileSync(path, current);
  else if (current !== notes) {
    process.stderr.write('CHANGELOG.md has other digests of evidence-verify.mjs: run node scripts/build-one-file.ts --release-notes\n');
    process.exitCode = 1;
  }
}

async function bundle(codes: readonly string[]): Promise<Awaited<ReturnType<typeof build<{ metafile: true; write: false }>>>> {
  return build({
    absWorkingDir: root,
    entryPoints: ['src/one-file/main.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node18',
    // Node 18 knows them; esbuild would make each of them anew whenever it is used, for want of the newest scripts.
    supported: { 'regexp-unicode-property-escapes': true },
    format: 'iife',
    globalName: 'evidenceVerify',
    footer: { js: 'return evidenceVerify.main;' },
    // What would come from a tsconfig.json on the way up, wherever this folder lies.
    tsconfigRaw: { compilerOptions: { strict: true, verbatimModuleSyntax: true } },
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
    write: false,
    // No thread is ever started here, and so none is looked for beside this file.
    define: { 'import.meta.url': '""' },
    plugins: [smaller(codes)],
  });
}

/** Node's own SHA-2 in place of the one in JavaScript, and of the tables only what a verifier can say and read. */
function smaller(codes: readonly string[]): Plugin {
  const schemas = [...bundledSchemas, 'disclosure.schema.json', 'trust-policy.schema.json'];
  const texts = Object.fromEntries(schemas.map((name) => [name, readFileSync(resolve(root, 'schemas', name), 'utf8')]));
  const rows = Object.fromEntries(Object.entries(errorTable).filter(([code]) => codes.includes(code)));
  return {
    name: 'smaller',
    setup: ({ onLoad }) => {
      const inPlaceOf = (path: string, contents: string): void =>
        onLoad({ filter: new RegExp(`/src/${path}$`) }, () => ({ contents, loader: 'ts', resolveDir: resolve(root, 'src') }));
      inPlaceOf('core/sha2\\.ts', `export { sha256, sha512, sha2 } from './one-file/node-sha2.ts';`);
      inPlaceOf('core/error-table\\.ts', `export const errorTable = ${JSON.stringify(rows)};`);
      inPlaceOf('model/generated/schema-texts\\.ts', `export const schemaTexts = ${JSON.stringify(texts)};`);
      // All is in one file: what a larger program loads later is here already, and costs more when it is put off.
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({ contents: withoutLaterImports(readFileSync(path, 'utf8')), loader: 'ts' }));
    },
  };
}

function withoutLaterImports(source: string): string {
  const imports: string[] = [];
  const body = source.replace(/await import\(('\.[^']+')\)/g, (_, specifier: string) => {
    imports.push(`import * as later${imports.length} from ${specifier};\n`);
    return `later${imports.length - 1}`;
  });
  return imports.join('') + body;
}

/** The error codes that stand in these files as literals. */
function codesIn(paths: readonly string[]): readonly string[] {
  const text = paths
    .filter((path) => path !== 'src/core/error-table.ts')
    .map((path) => readFileSync(resolve(root, path), 'utf8'))
    .join('\n');
  return Object.keys(errorTable).filter((code) => text.includes(`'${code}'`));
}

/** The program in ASCII, which V8 reads faster. esbuild escapes all but regular expressions, where `\u` means the same too. */
function textOf({ outputFiles }: { readonly outputFiles: readonly { readonly text: string }[] }): string {
  const text = outputFiles[0]?.text ?? '';
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The loader, and the program in a comment behind it. */
function packed(bytes: Buffer): Buffer {
  for (let tuning = 0; tuning < 64; tuning += 1) {
    const body = compressed(bytes, tuning);
    // The comment would end there.
    if (!body.includes('*/')) return Buffer.concat([Buffer.from(loader(body)), body, Buffer.from('*/\n')]);
  }
  throw new Error('every way to compress the program ends the comment that it stands in');
}

function compressed(bytes: Buffer, tuning: number): Buffer {
  const postfix = tuning % 4;
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
      [constants.BROTLI_PARAM_NDIRECT]: Math.floor(tuning / 4) << postfix,
    },
  });
}

function loader(body: Buffer): string {
  return `// evidence-verify ${productVersion}: node evidence-verify.mjs BUNDLE... --trust POLICY (Node 18 or newer)
// The program is in the comment at the end, compressed with brotli. --source prints it, --version prints its SHA-256.
// The file is not text: copy it as it is.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { createHash } = require('node:crypto');
const file = require('node:fs').readFileSync(require('node:url').fileURLToPath(import.meta.url));
const body = file.subarray(-${body.length + 3}, -3);
if (createHash('sha256').update(body).digest('hex') !== '${sha256(body)}') {
  process.stderr.write('error: evidence-verify.mjs was damaged on its way here: get it anew\\n');
  process.exit(4);
}
const program = require('node:zlib').brotliDecompressSync(body).toString('latin1');
const main = require('node:vm').compileFunction(program, ['require'])(require);
process.exitCode = await main(process.argv.slice(2), { file, program });
/*`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
