import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { statementBytes } from '../../src/bundle/attestation.ts';
import { sealBundle } from '../../src/bundle/seal.node.ts';
import { publicKeyForms } from '../../src/bundle/public-key-forms.ts';
import { base64 } from '../../src/core/bytes.ts';
import { addSignatureFiles } from '../../src/pipeline/add-signatures.ts';
import { exported } from '../../src/trust/exports.ts';
import type { Trust } from '../../src/trust/trust-policy.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';
import { promotedRun } from '../bundle/promoted-run.ts';
import { Forgery } from '../verify/forgery.ts';
import { keyOf, signer, stranger, trustIn } from '../verify/trust.ts';
import { opensslAuthority } from './openssl-authority.ts';
import { present, type Tool } from './tools.ts';

const home = mkdtempSync(join(tmpdir(), 'outside-'));
afterAll(() => {
  rmSync(home, { recursive: true });
});

const promoted = await promotedRun();
const top = `evidence-${promoted.recorded.run.run_id}`;
const window = { valid_from: '2020-01-01T00:00:00.000Z', valid_to: '2099-01-01T00:00:00.000Z' };
const plain = join(home, 'plain.evidence.zip');
await sealBundle(promoted, { signer, to: plain });

// Everything below takes the commands from the README of the bundle itself, as a person would.
const readme = new Forgery(readFileSync(plain)).text('data/README.txt');
const commandsUnder = (heading: string): readonly string[] =>
  (readme.split(`${heading}\n`)[1]?.split(/^[A-Z ]+$/m)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim());
const needed = commandsUnder('HOW TO CHECK IT BY HAND');
const further = commandsUnder('THE SAME AGAIN WITH OTHER TOOLS');
const oneOf = (commands: readonly string[], beginning: string): string => {
  const found = commands.filter((command) => command.startsWith(beginning));
  if (found.length !== 1) throw new Error(`${found.length} commands begin with ${beginning}`);
  return found[0] ?? '';
};
const further1 = (beginning: string): string => oneOf(further, beginning);
const needed1 = (beginning: string): string => oneOf(needed, beginning);

/** What someone has beside the bundle. */
interface Desk {
  readonly key?: typeof signer;
  readonly trust?: Trust;
  /** Whether the list of allowed signers is written from the key alone. */
  readonly withoutList?: boolean;
  readonly authority?: string;
}

let desks = 0;
/** A folder with the bundle, named as the README names it, and what belongs beside it. */
function deskWith(
  bundle: Uint8Array,
  { key = signer, trust = trustIn([keyOf(signer, 'Ines O’Neill, "risk"', window)]), withoutList = false, authority }: Desk,
): string {
  const folder = join(home, String((desks += 1)));
  mkdirSync(folder);
  writeFileSync(join(folder, `${top}.evidence.zip`), bundle);
  writeFileSync(join(folder, 'signer.pem'), publicKeyForms.pem(key.publicKey));
  if (authority !== undefined) writeFileSync(join(folder, 'tsa.pem'), authority);
  for (const { name, text } of [...exported(trust, 'allowed-signers'), ...exported(trust, 'sigstore')])
    if (name !== 'allowed_signers' || !withoutList) writeFileSync(join(folder, name), text);
  return folder;
}

function run(commands: readonly string[], folder: string): { readonly ok: boolean; readonly output: string } {
  const env = { ...process.env, PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`, NODE_PATH: resolve('node_modules') };
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', commands.join('\n')], { cwd: folder, encoding: 'utf8', env });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** One tool of the README: what it needs done before it, and the line that asks. */
interface Asked {
  readonly tools: readonly Tool[];
  readonly commands: readonly string[];
}

// Unpacked without an opinion, so that the tool that is tried has the only say.
const unpacked = [needed1('unzip'), needed1('cd '), needed1('KEY=')];
const beside = [`mkdir -p ${top}`, needed1('cd ')];
const asked = {
  'sha256sum': { tools: ['unzip', 'sha256sum'], commands: [...unpacked, ...needed.filter((line) => line.startsWith('sha256sum'))] },
  'openssl': { tools: ['unzip', 'openssl'], commands: [...unpacked, needed1('openssl pkeyutl')] },
  'unzip': { tools: ['unzip'], commands: [...beside, further1('unzip')] },
  '7z': { tools: ['7z'], commands: [...beside, further1('7z')] },
  'bsdtar': { tools: ['bsdtar'], commands: [...beside, further1('bsdtar')] },
  'python': { tools: ['python3'], commands: [...beside, further1('python3')] },
  'signify': { tools: ['unzip', 'openssl', 'signify-openbsd'], commands: [...unpacked, further1("(echo 'untrusted"), further1('signify')] },
  'minisign': { tools: ['unzip', 'openssl', 'minisign'], commands: [...unpacked, further1("(echo 'untrusted"), further1('minisign')] },
  'ssh-keygen': {
    tools: ['unzip', 'openssl', 'ssh-keygen'],
    commands: [...unpacked, further1('[ -e ../allowed_signers'), further1('AT='), further1('WHO='), further1('ssh-keygen')],
  },
  'sigstore': { tools: ['unzip', 'openssl'], commands: [...unpacked, further1('node')] },
  'openssl ts': { tools: ['unzip', 'openssl'], commands: [...unpacked, further1('SEEN='), further1('openssl ts')] },
} as const satisfies Record<string, Asked>;
type Name = keyof typeof asked;

const available = new Map<Tool, boolean>();
const has = (tool: Tool): boolean => {
  const known = available.get(tool) ?? present(tool);
  available.set(tool, known);
  return known;
};
const absent = (...names: readonly Name[]): Tool | undefined => names.flatMap((name) => [...asked[name].tools]).find((tool) => !has(tool));

type Skip = (note: string) => void;
/** A test that needs a tool which is not here is skipped, and says so. */
function need(skip: Skip, ...names: readonly Name[]): void {
  const tool = absent(...names);
  if (tool !== undefined) skip(`${tool} is not installed`);
}

const good = readFileSync(plain);
const authority = has('openssl') ? opensslAuthority(join(home, 'authority')) : undefined;
const believed: Trust = trustIn([keyOf(signer, 'ines', window)], {
  time: {
    required: true,
    authorities: [{ name: 'made', certificates: (authority?.certificates ?? [Uint8Array.of(0)]).map(base64), ...window }],
  },
});
const stampedPath = join(home, 'stamped.evidence.zip');
if (authority !== undefined) {
  const stamp = authority.stamp(new Forgery(good).bytes(`signatures/${signer.keyId}.sig`));
  await addSignatureFiles(plain, [{ path: `signatures/${signer.keyId}.1.tsr`, bytes: stamp }], stampedPath);
}
const stamped = existsSync(stampedPath) ? readFileSync(stampedPath) : good;
const withStamp: Desk = { trust: believed, authority: exported(believed, 'tsa')[0]?.text ?? '' };

const names = Object.keys(asked) as readonly Name[];

test('every command of the README belongs to a tool that is tried here', () => {
  const tried = new Set(Object.values(asked).flatMap(({ commands }) => [...commands]));
  expect(further.filter((command) => !tried.has(command))).toEqual([]);
  // The other ones of the first part are tried in by-hand.test.ts.
  expect(needed.filter((command) => !tried.has(command)).map((command) => command.split(/[ =]/, 1)[0])).toEqual(['TAG', 'grep', '(cut', 'find']);
});

describe('says yes to a good bundle', () => {
  test.for(names.filter((name) => name !== 'openssl ts'))('%s', (name, { skip }) => {
    need(skip, name);
    expect(run(asked[name].commands, deskWith(good, {}))).toMatchObject({ ok: true });
  });

  test.for(names)('with a time stamp: %s', (name, { skip }) => {
    need(skip, name);
    expect(run(asked[name].commands, deskWith(stamped, withStamp))).toMatchObject({ ok: true });
  });

  test('all of the README at once, each line after the other', ({ skip }) => {
    need(skip, ...names);
    const { ok, output } = run([...needed, ...further], deskWith(stamped, withStamp));
    expect(output).toContain('Signature Verified Successfully');
    expect(output).toContain('Good "evidence-gate" signature for ines with ED25519 key');
    expect(output).toContain('Verification: OK');
    expect(ok).toBe(true);
  });

  test('ssh-keygen, with the key alone', ({ skip }) => {
    need(skip, 'ssh-keygen');
    expect(run(asked['ssh-keygen'].commands, deskWith(good, { withoutList: true })).output).toContain('signature for signer with');
  });

  test('ssh-keygen tells an owner with marks from others', ({ skip }) => {
    need(skip, 'ssh-keygen');
    expect(run(asked['ssh-keygen'].commands, deskWith(good, {}))).toMatchObject({ ok: true });
  });

  test('and so do we', async ({ skip }) => {
    need(skip, 'openssl');
    expect((await verifyFile(stampedPath, believed)).outcome).toBe('verified');
  });
});

const answer = 'data/outputs/answer.md';
const own = (ending: string): string => `signatures/${signer.keyId}.${ending}`;
const flipped = (bytes: Uint8Array, of: Uint8Array, at = 0): Uint8Array => {
  const copy = Buffer.from(bytes);
  const place = copy.indexOf(of);
  if (place < 0) throw new Error('not there');
  copy[place + at] = (copy[place + at] ?? 0) ^ 1;
  return copy;
};
const forge = (from: Uint8Array = good): Forgery => new Forgery(from);
const answered = forge().bytes(answer);
const changed = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));
/** The very wrappings of somebody else, under the name of the signer. */
const others = (await forge().unsigned().addSignature(stranger, statementBytes(forge().statement()))).files;
const from = (ending: string): Uint8Array => others.get(`signatures/${stranger.keyId}.${ending}`) ?? new Uint8Array(0);

type Tamper = readonly [name: Name, how: string, make: () => Uint8Array, desk?: Desk];

const tampers: readonly Tamper[] = [
  ['sha256sum', 'a changed file', () => forge().put(answer, changed(answered)).zip()],
  [
    'sha256sum',
    'a changed file, in the manifest too',
    () => forge().put(answer, changed(answered)).manifests().put('tagmanifest-sha256.txt', forge().bytes('tagmanifest-sha256.txt')).zip(),
  ],
  [
    'openssl',
    'a changed statement',
    () =>
      forge()
        .put(own('pae'), changed(forge().bytes(own('pae'))))
        .zip(),
  ],
  ['openssl', 'a signature by somebody else', () => forge().put(own('sig'), from('sig')).zip()],
  ['unzip', 'a changed byte', () => flipped(good, answered)],
  ['7z', 'a changed byte', () => flipped(good, answered)],
  ['bsdtar', 'a changed byte', () => flipped(good, answered)],
  ['python', 'a changed byte', () => flipped(good, answered)],
  ['python', 'a changed file in a ZIP that is right', () => forge().put(answer, changed(answered)).zip()],
  ['python', 'an added file', () => forge().put('data/more.txt', 'x').zip()],
  ['python', 'a removed file', () => forge().remove('data/retrievals.json').zip()],
  [
    'signify',
    'a changed statement',
    () =>
      forge()
        .put(own('pae'), changed(forge().bytes(own('pae'))))
        .zip(),
  ],
  ['signify', 'a signature by somebody else', () => forge().put(own('minisig'), from('minisig')).zip()],
  [
    'minisign',
    'a changed statement',
    () =>
      forge()
        .put(own('pae'), changed(forge().bytes(own('pae'))))
        .zip(),
  ],
  ['minisign', 'a signature by somebody else', () => forge().put(own('minisig'), from('minisig')).zip()],
  [
    'minisign',
    'another trusted comment',
    () =>
      forge()
        .edit(own('minisig'), (text) => text.replace('format 1', 'format 2'))
        .zip(),
  ],
  [
    'ssh-keygen',
    'a changed statement',
    () =>
      forge()
        .put(own('pae'), changed(forge().bytes(own('pae'))))
        .zip(),
  ],
  ['ssh-keygen', 'a signature by somebody else', () => forge().put(own('sshsig'), from('sshsig')).zip()],
  ['ssh-keygen', 'a key whose window had ended', () => good, { trust: trustIn([keyOf(signer, 'ines', { ...window, valid_to: '2021-01-01T00:00:00.000Z' })]) }],
  ['ssh-keygen', 'a key that the policy does not know', () => good, { trust: trustIn([keyOf(stranger, 'ines', window)]) }],
  [
    'sigstore',
    'a changed statement',
    () =>
      forge()
        .json(own('sigstore.json'), (bundle) => (bundle.dsseEnvelope.payload = Buffer.from('{}').toString('base64')))
        .zip(),
  ],
  [
    'sigstore',
    'a signature by somebody else',
    () =>
      forge()
        .json(own('sigstore.json'), (bundle) => (bundle.dsseEnvelope.signatures[0].sig = Buffer.from(from('sig')).toString('base64')))
        .zip(),
  ],
  ['sigstore', 'a key that the policy does not know', () => good, { trust: trustIn([keyOf(stranger, 'ines', window)]) }],
  ['sigstore', 'a time stamp of an authority that nobody knows', () => stamped, {}],
  [
    'sigstore',
    'a key whose window had ended when it was stamped',
    () => stamped,
    { trust: trustIn([keyOf(signer, 'ines', { ...window, valid_to: '2021-01-01T00:00:00.000Z' })], { time: believed.policy.time }) },
  ],
  ['openssl ts', 'a signature that was not stamped', () => forge(stamped).put(own('sig'), from('sig')).zip(), withStamp],
  [
    'openssl ts',
    'a changed time stamp',
    () =>
      forge(stamped)
        .put(own('1.tsr'), changed(forge(stamped).bytes(own('1.tsr'))))
        .zip(),
    withStamp,
  ],
];

describe('says no', () => {
  test.for(tampers)('%s, to %s', ([name, , make, desk = {}], { skip }) => {
    need(skip, name);
    const { ok, output } = run(asked[name].commands, deskWith(make(), desk));
    expect(ok).toBe(false);
    // It must be a no, and not a question that could not be asked.
    expect(output).not.toMatch(/No such file|: not found|command not found|Cannot find|MODULE_NOT_FOUND|sage:/);
  });

  test('openssl ts, to a time stamp of another authority', ({ skip }) => {
    need(skip, 'openssl ts');
    const another = opensslAuthority(join(home, 'another'));
    expect(run(asked['openssl ts'].commands, deskWith(stamped, { ...withStamp, authority: another.root })).ok).toBe(false);
  });

  test('every tool, at least once', () => {
    expect(new Set(tampers.map(([name]) => name))).toEqual(new Set(names));
  });
});

test('openssl takes a time stamp long after the certificates have run out, and not without the moment that it states', ({ skip }) => {
  need(skip, 'openssl ts');
  const folder = deskWith(stamped, withStamp);
  const later = (line: string): string => line.replace('$SEEN', '7000000000');
  const commands = asked['openssl ts'].commands;
  expect(run(commands, folder).ok).toBe(true);
  expect(run(commands.slice(1).map(later), folder).ok).toBe(false);
});
