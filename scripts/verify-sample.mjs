// Plain JavaScript, so that Node 18 runs it: what is built must say the same there as here, byte for byte.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { digestOf, readTrustPolicy, verifyBundle } from 'evidence-gate/verify';

const here = 'node_modules/.bin/node';
let wrong = 0;

/** Runs the one-file verifier on this Node, and the whole program on the Node of this repository. */
function compare(paths, trust) {
  const args = [...paths, '--trust', trust, '--json'];
  const [old, current] = [
    [process.execPath, ['dist/evidence-verify.mjs', ...args]],
    [here, ['dist/cli/bin.node.js', 'verify', ...args]],
  ].map(([node, line]) => spawnSync(node, line, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const same = old.status === current.status && old.stdout === current.stdout && old.stdout.includes('"lamps"');
  if (!same) process.stderr.write(`${trust}: exit ${old.status} here and ${current.status} there\n`);
  wrong += same ? 0 : 1;
}

// Zstandard came with Node 22.15: older ones say that they cannot expand it.
const samples = ['samples/bundles', 'samples/tampered'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`));
compare(
  samples.filter((name) => /\.evidence\.zip(?:\.gz)?$/.test(name) && !readFileSync(name).subarray(0, 4).equals(Buffer.of(0x28, 0xb5, 0x2f, 0xfd))),
  'samples/trust-policy.json',
);
const { vectors } = JSON.parse(readFileSync('test/vectors/index.json', 'utf8'));
for (const trust of new Set(vectors.map((vector) => vector.trust)))
  compare(
    vectors.filter((vector) => vector.trust === trust).map(({ bundle }) => `test/vectors/${bundle}`),
    `test/vectors/${trust}`,
  );

const policy = readTrustPolicy(readFileSync('samples/trust-policy.json', 'utf8'), 'samples/trust-policy.json', digestOf);
const outcomes = ['bundles/storage', 'tampered/answer-edited-by-the-signer'].map((name) => verifyBundle(readFileSync(`samples/${name}.evidence.zip`), policy).outcome);
process.stdout.write(`Node ${process.versions.node}: ${outcomes.join(', ')}; ${vectors.length} vectors and all samples, ${wrong} trust policies under which they differ\n`);
process.exitCode = wrong === 0 && outcomes.join() === 'verified,rejected' ? 0 : 1;
