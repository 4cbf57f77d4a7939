/**
 * Seals the sample bundles and breaks their brothers, byte for byte the same each time. `--check` writes nothing and exits 1
 * where what is committed differs.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeyPair } from '../src/bundle/key-files.node.ts';
import { digestOfNode } from '../src/core/digest.node.ts';
import { documentBytes } from '../src/model/document-bytes.ts';
import { trustPolicyFor } from '../src/pipeline/keys.ts';
import { prepare } from '../src/pipeline/prepare.ts';
import { runPipeline } from '../src/pipeline/run-pipeline.ts';
import { openStore } from '../src/store/store.ts';
import { readTrustPolicy } from '../src/trust/trust-policy.ts';
import { verifyFile } from '../src/verify/verify-file.node.ts';
import { sampleAttacks, type SampleAttack } from './sample-attacks.ts';
import { sampleFindings, type SampleFinding } from './sample-findings.ts';
import { sampleMoment, sampleOwner, sampleSeed, sampleSentence, sampleSigner, sampleWorld, strangerSentence } from './sample-world.ts';

const sealed = ['policy-rate', 'storage'];
const broken = 'storage';
const signer = sampleSigner(sampleSentence);
const trustBytes = documentBytes(trustPolicyFor(signer.publicKey, sampleOwner, sampleMoment, 10));

async function bundles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-samples-'));
  const store = openStore(join(folder, 'store'));
  try {
    const key = join(folder, 'signer.key.pem');
    writeKeyPair({ privatePath: key, publicPath: join(folder, 'signer.pub.pem'), seed: sampleSeed(sampleSentence) });
    const ports = sampleWorld();
    const prepared = await prepare('samples/text-only.yaml', { signer: { key }, out: join(folder, 'out') }, ports);
    const outcomes = await runPipeline({ ...prepared, inputs: prepared.inputs.filter(({ id }) => sealed.includes(id)) }, { ...ports, store }, () => undefined);
    return new Map(
      outcomes.map((outcome) => {
        if (outcome.status !== 'promoted') throw new Error(`${outcome.input.id} was not promoted`);
        return [outcome.input.id, readFileSync(outcome.released.bundle)];
      }),
    );
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

const findingsFolder = 'samples/tampered/findings';
/** What a time stamping authority signs cannot be made twice: what is there stays, and a test verifies it. */
const stamped = /\/(?:timestamp-|time-contradiction|not-time-anchored)/;

/** What verify says of a file, in the words of the README. */
async function saidOf(bytes: Uint8Array, policy: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-samples-'));
  try {
    const path = join(folder, 'sample');
    writeFileSync(path, bytes);
    const report = await verifyFile(path, readTrustPolicy(new TextDecoder().decode(policy), 'trust policy', digestOfNode));
    const findings = Object.values(report.lamps).flatMap((lamp) => lamp.findings.map(({ code, lamp: of }) => `${of}: \`${code}\``));
    return `${report.outcome} | ${[...new Set(findings)].join('<br>')}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function tamperedReadme(rows: readonly (SampleAttack & { readonly bytes: Uint8Array })[], findings: readonly SampleFinding[]): Promise<string> {
  const stories = await Promise.all(rows.map(async ({ name, story, bytes }) => `| \`${name}.evidence.zip\` | ${story} | ${await saidOf(bytes, trustBytes)} |`));
  const codes = await Promise.all(
    findings.map(
      async ({ code, story, bytes, policy }) => `| \`findings/${code}.evidence.zip\` | ${story} | \`${policy.name}\` | ${await saidOf(bytes, policy.bytes)} |`,
    ),
  );
  return `# Broken brothers

Each is \`samples/bundles/${broken}.evidence.zip\` with one attack. Made by \`npm run build:samples\`; a test holds what verify
says to these tables. To see it:

\`\`\`sh
npx evidence-gate verify samples/tampered/*.evidence.zip --trust samples/trust-policy.json # exit 1
npx evidence-gate verify samples/tampered/findings/verdict-differs.evidence.zip --trust samples/tampered/findings/trust.json # exit 1
\`\`\`

| bundle | what was done | outcome | what verify finds |
| --- | --- | --- | --- |
${stories.join('\n')}

## One attack for each finding

Bundles of a smaller run, each with the trust policy beside it that it is to be verified with.

| bundle | what was done | trust policy | outcome | what verify finds |
| --- | --- | --- | --- | --- |
${codes.join('\n')}
`;
}

async function files(): Promise<ReadonlyMap<string, Uint8Array>> {
  const good = await bundles();
  const victim = good.get(broken);
  if (victim === undefined) throw new Error(`no ${broken}`);
  const attacks = await Promise.all(
    sampleAttacks(signer, sampleSigner(strangerSentence)).map(async (attack) => ({ ...attack, bytes: await attack.make(victim) })),
  );
  const findings = await sampleFindings();
  return new Map([
    ['samples/trust-policy.json', trustBytes],
    ...[...good].map(([name, bytes]) => [`samples/bundles/${name}.evidence.zip`, bytes] as const),
    ...attacks.map(({ name, bytes }) => [`samples/tampered/${name}.evidence.zip`, bytes] as const),
    ...findings.map(({ code, bytes }) => [`${findingsFolder}/${code}.evidence.zip`, bytes] as const),
    ...findings.map(({ policy }) => [`${findingsFolder}/${policy.name}`, policy.bytes] as const),
    ['samples/tampered/README.md', Buffer.from(await tamperedReadme(attacks, findings))],
  ]);
}

const check = process.argv.includes('--check');
mkdirSync(findingsFolder, { recursive: true });
const made = await files();
const there = ['samples/bundles', 'samples/tampered', findingsFolder].flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [`${folder}/${entry.name}`] : [])),
);
const stale = [...made].filter(([path, bytes]) => !existsSync(path) || (!stamped.test(path) && !readFileSync(path).equals(bytes))).map(([path]) => path);
const foreign = there.filter((path) => !made.has(path));
for (const path of [...stale, ...foreign]) if (check) process.stderr.write(`${path} is not what npm run build:samples makes\n`);
if (!check) {
  for (const path of stale) writeFileSync(path, made.get(path) ?? new Uint8Array());
  for (const path of foreign) rmSync(path);
}
process.stdout.write(`${made.size} sample files, ${stale.length} ${check ? 'stale' : 'written'}, ${foreign.length} ${check ? 'foreign' : 'removed'}\n`);
process.exitCode = check && stale.length + foreign.length > 0 ? 1 : 0;
