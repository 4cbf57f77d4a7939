// Writes the digest of the deterministic layers: of their code as it runs, minified, so that comments and layout do not count.
// A verifier runs the layers again only where it has the very rules that judged. `--check` exits 1 where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { digestOfNode } from '../src/core/digest.node.ts';

const target = 'src/validate/rules-digest.generated.ts';

const built = buildSync({
  entryPoints: ['src/validate/judge.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2023',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  // The digest itself, and the holding of documents against their schemas, which a verifier does before anyway.
  external: ['*/rules-digest.generated.ts', '*/generated/schema-texts.ts', '*/interpret.ts'],
});
const code = built.outputFiles[0]?.contents;
if (code === undefined) throw new Error('esbuild wrote nothing');

const content = `// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = '${digestOfNode(code)}' as Digest;
`;

let committed: string | undefined;
try {
  committed = readFileSync(target, 'utf8');
} catch {
  committed = undefined;
}
const isStale = committed !== content;
if (process.argv.includes('--check')) {
  if (isStale) process.stderr.write(`${target} does not match the layers: run node scripts/build-rules-digest.ts\n`);
  process.exitCode = isStale ? 1 : 0;
} else if (isStale) writeFileSync(target, content);
process.stdout.write(`${target} ${isStale ? 'was stale' : 'is current'} (${code.length} bytes of rules)\n`);
