import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeDer } from '../../src/timestamp/der-writer.ts';
import { readDer } from '../../src/timestamp/der.ts';
import { readTimeStamp } from '../../src/timestamp/time-stamp.ts';
import { evidenceGate, freshFolder, type Said } from '../cli/session.ts';
import { good } from '../verify/attacks.ts';
import { Forgery } from '../verify/forgery.ts';
import { keyOf, policyText, signer } from '../verify/trust.ts';
import { integer, issue, makeAuthority, sequence, timeStamp, type Issued } from './made-authority.ts';
import { OpensslAuthority, sends, withAuthority } from './openssl-authority.ts';

const stamp = 'signatures/' + signer.keyId + '.1.tsr';
let gamma: OpensslAuthority;
let brief: OpensslAuthority;
beforeAll(async () => {
  gamma = await OpensslAuthority.make('RSA 2048');
  brief = await OpensslAuthority.make('P-256', 1);
});

/** A folder with a bundle and a policy that asks for a trusted time. */
function folderFor(authority: OpensslAuthority): string {
  const folder = freshFolder();
  writeFileSync(join(folder, 'answer.evidence.zip'), good);
  writeFileSync(join(folder, 'trust.json'), policyText([keyOf(signer, 'ines')], { time: { required: true, authorities: [authority.statement()] } }));
  copyFileSync(authority.path('root.crt'), join(folder, 'root.crt'));
  copyFileSync(authority.path('middle.crt'), join(folder, 'middle.crt'));
  return folder;
}

const timestamp = async (folder: string, url: string, ...more: readonly string[]): Promise<Said> =>
  await evidenceGate(folder, ['timestamp', 'answer.evidence.zip', '--tsa', url, '--json', ...more]);
const verify = async (folder: string, name = 'answer.evidence.zip'): Promise<Said> =>
  await evidenceGate(folder, ['verify', name, '--trust', 'trust.json', '--json']);
const honest = (authority: OpensslAuthority) => sends(async (query) => await authority.reply(query));

/** What the report says of the first signer, and of time. */
function said({ document }: Said): unknown {
  const [report] = (document as { reports: { signers: { anchored?: { at: string; by: string } }[]; lamps: { time: { state: string } } }[] }).reports;
  return { ...report?.signers[0]?.anchored, lamp: report?.lamps.time.state };
}

describe('openssl as the authority', () => {
  test('stamps a bundle, which then verifies where a trusted time is asked for', async () => {
    const folder = folderFor(gamma);
    expect((await verify(folder)).code).toBe(3);
    const stamped = await withAuthority(honest(gamma), async (url) => await timestamp(folder, url, '--trust', 'trust.json'));
    expect(stamped.code).toBe(0);
    const { timestamps } = stamped.document as { timestamps: { at: string; by: string; path: string; key_id: string }[] };
    expect(timestamps).toEqual([{ key_id: signer.keyId, path: stamp, by: 'Gamma', at: expect.stringMatching(/^20..-/) }]);
    const after = await verify(folder);
    expect(after.code).toBe(0);
    expect(said(after)).toEqual({ at: timestamps[0]?.at, by: 'Gamma', lamp: 'green' });
  });

  test('openssl agrees: the imprint is over the raw signature, and holds in 2045 at the moment that it names', async () => {
    const folder = folderFor(brief);
    await withAuthority(honest(brief), async (url) => expect((await timestamp(folder, url, '--trust', 'trust.json')).code).toBe(0));
    expect(spawnSync('unzip', ['-q', 'answer.evidence.zip'], { cwd: folder }).status).toBe(0);
    const [top = ''] = readdirSync(folder).filter((name) => name.startsWith('evidence-'));
    const inside = join(folder, top, 'signatures');
    const seconds = Math.floor(Date.now() / 1000);
    const ask = (moment: number): number | null =>
      spawnSync(
        'openssl',
        [
          'ts',
          '-verify',
          '-data',
          `${signer.keyId}.sig`,
          '-in',
          `${signer.keyId}.1.tsr`,
          '-CAfile',
          join(folder, 'root.crt'),
          '-untrusted',
          join(folder, 'middle.crt'),
          '-attime',
          String(moment),
        ],
        { cwd: inside },
      ).status;
    expect(ask(seconds)).toBe(0);
    // Asked for a later moment it finds the certificate expired: what counts is the moment that the time stamp names.
    expect(ask(Date.parse('2045-06-01T00:00:00.000Z') / 1000)).toBe(1);
  });

  const faketime = '/usr/bin/faketime';
  test.skipIf(!existsSync(faketime))('with the clock at 2045 and the certificate of the authority expired, the bundle verifies (needs faketime)', async () => {
    const folder = folderFor(brief);
    await withAuthority(honest(brief), async (url) => expect((await timestamp(folder, url, '--trust', 'trust.json')).code).toBe(0));
    const now = await verify(folder);
    const bin = join(process.cwd(), 'src/cli/bin.node.ts');
    const late = (...command: readonly string[]): { status: number | null; stdout: string } =>
      spawnSync(faketime, ['-f', '@2045-06-01 00:00:00', ...command], { cwd: folder, encoding: 'utf8' });
    expect(late(process.execPath, '-p', 'new Date().getUTCFullYear()').stdout).toBe('2045\n');
    const then = late(process.execPath, bin, 'verify', 'answer.evidence.zip', '--trust', 'trust.json', '--json');
    expect([then.status, now.code]).toEqual([0, 0]);
    expect(JSON.parse(then.stdout)).toEqual(now.document);
  });

  test('several authorities may stamp one signature, into another file', async () => {
    const folder = folderFor(gamma);
    await withAuthority(honest(gamma), async (url) => {
      expect((await timestamp(folder, url, '-o', 'first.evidence.zip')).code).toBe(0);
      const second = await evidenceGate(folder, ['timestamp', 'first.evidence.zip', '--tsa', url, '-o', 'second.evidence.zip', '--json']);
      expect(second.document).toMatchObject({ path: 'second.evidence.zip', timestamps: [{ path: stamp.replace('.1.', '.2.') }] });
    });
    expect(readFileSync(join(folder, 'answer.evidence.zip')).equals(good)).toBe(true);
    expect([(await verify(folder, 'first.evidence.zip')).code, (await verify(folder, 'second.evidence.zip')).code]).toEqual([0, 0]);
  });

  test('without a policy it is held against its own certificates, or those that are named', async () => {
    const folder = folderFor(gamma);
    await withAuthority(honest(gamma), async (url) => {
      expect((await timestamp(folder, url, '-o', 'a.evidence.zip')).document).toMatchObject({ timestamps: [{ by: 'O=Gamma, CN=Gamma tsa' }] });
      expect((await timestamp(folder, url, '-o', 'b.evidence.zip', '--authority-certificate', 'root.crt')).code).toBe(0);
      expect((await timestamp(folder, url, '-o', 'c.evidence.zip', '--authority-certificate', 'middle.crt')).code).toBe(0);
      copyFileSync(brief.path('root.crt'), join(folder, 'other.crt'));
      expect((await timestamp(folder, url, '-o', 'd.evidence.zip', '--authority-certificate', 'other.crt')).code).toBe(4);
    });
    expect(existsSync(join(folder, 'd.evidence.zip'))).toBe(false);
  });

  test('an authority whose key is Ed25519 gives no time stamp', async () => {
    const edwards = await OpensslAuthority.make('Ed25519');
    const folder = folderFor(gamma);
    const refused = await withAuthority(honest(edwards), async (url) => await timestamp(folder, url));
    expect(refused.code).toBe(4);
    expect(refused.document).toMatchObject({ error: { code: expect.stringMatching(/^timestamp-/) } });
  });
});

describe('what comes back is checked before anything is written', () => {
  const alpha = makeAuthority('Alpha');
  const elsewhere = timeStamp({ over: new Uint8Array(64), signer: alpha.signer });
  const replayed: { reply?: Uint8Array } = {};

  test.each<[string, string, Parameters<typeof withAuthority>[0], string | RegExp]>([
    ['an HTTP error', 'timestamp-refused', sends(() => new Uint8Array(0), 503), 'HTTP status 503'],
    [
      'a refusal in words',
      'timestamp-refused',
      sends(() => sequence(sequence(integer(2), sequence(encodeDer(0x0c, Buffer.from('come back \u001b[2Jlater')))))),
      'status 2: come back <U\\+001B>\\[2Jlater',
    ],
    ['a page in place of a time stamp', 'timestamp-unfit', sends(() => Buffer.from('<html>')), 'tag|breaks off'],
    ['a time stamp over something else', 'timestamp-unfit', sends(() => elsewhere), 'something else than this signature'],
    ['an answer of two megabytes', 'timestamp-unfit', sends(() => new Uint8Array(2_000_000)), 'longer than 1048576 bytes'],
    [
      'an answer that breaks off',
      'timestamp-unreachable',
      (_, __, response) => void response.writeHead(200, { 'content-length': '5000' }).write('x', () => response.destroy()),
      '',
    ],
    ['no answer within the time', 'timestamp-unreachable', () => undefined, 'timeout'],
    ['a way to another host', 'timestamp-unreachable', (_, __, response) => void response.writeHead(307, { location: 'http://192.0.2.1/' }).end(), 'redirect'],
    ['the answer to an earlier query', 'timestamp-unfit', sends(async (query) => (replayed.reply ??= await gamma.reply(query))), 'nonce'],
  ])('%s: %s', async (_, code, answer, why) => {
    const folder = folderFor(gamma);
    const refused = await withAuthority(answer, async (url) => {
      if (why === 'nonce') await timestamp(folder, url, '-o', 'first.evidence.zip');
      // Only the one who never answers is waited for.
      return await timestamp(folder, url, '--timeout', why === 'timeout' ? '1' : '60');
    });
    expect(refused.document).toMatchObject({
      error: { code, exit: 4, where: expect.stringContaining('http://127.0.0.1:') as unknown, message: expect.stringMatching(new RegExp(why)) as unknown },
    });
    expect(readFileSync(join(folder, 'answer.evidence.zip')).equals(good)).toBe(true);
  });

  test('an authority that the policy does not know is refused at once, not years later', async () => {
    const folder = folderFor(brief);
    const refused = await withAuthority(honest(gamma), async (url) => await timestamp(folder, url, '--trust', 'trust.json'));
    expect(refused.document).toMatchObject({ error: { code: 'timestamp-unfit', message: expect.stringMatching(/Gamma/) as unknown } });
    expect(readFileSync(join(folder, 'answer.evidence.zip')).equals(good)).toBe(true);
  });

  test('words of the status, which nobody signs, are left out of what is kept', async () => {
    const folder = folderFor(gamma);
    const words = sequence(integer(1), sequence(encodeDer(0x0c, Buffer.from('Operation Okay'))));
    const answer = sends(async (query) => {
      const reply = await gamma.reply(query);
      // SEQUENCE of long form, then the status of five octets.
      return sequence(words, reply.subarray(4 + 5));
    });
    expect((await withAuthority(answer, async (url) => await timestamp(folder, url, '--trust', 'trust.json'))).code).toBe(0);
    expect((await verify(folder)).code).toBe(0);
  });
});

test('certificates that the path under the policy does not need are left out of what is kept', async () => {
  const alpha = makeAuthority('Alpha');
  const folder = folderFor(gamma);
  const crossed = issue({ ...alpha.root, issuer: makeAuthority('Beta').root });
  const policy = (authority: Issued): string =>
    policyText([keyOf(signer, 'ines')], {
      time: { required: true, authorities: [{ ...gamma.statement('Alpha'), certificates: [Buffer.from(authority.der).toString('base64')] }] },
    });
  writeFileSync(join(folder, 'trust.json'), policy(alpha.root));
  const signature = new Forgery(good).bytes(`signatures/${signer.keyId}.sig`);
  const answer = sends((query) =>
    timeStamp({ over: signature, signer: alpha.signer, certificates: [crossed.der, alpha.signer.der, alpha.middle.der], more: [nonceOf(query)] }),
  );
  expect((await withAuthority(answer, async (url) => await timestamp(folder, url, '--trust', 'trust.json'))).code).toBe(0);
  const kept = readTimeStamp(new Forgery(readFileSync(join(folder, 'answer.evidence.zip'))).bytes(stamp));
  expect(kept.ok && kept.value.certificates.map(({ subjectText }) => subjectText)).toEqual(['CN=Alpha time stamps', 'CN=Alpha authority']);
  expect((await verify(folder)).code).toBe(0);
});

function nonceOf(query: Uint8Array): Uint8Array {
  const nonce = readDer(query).children[2];
  if (nonce === undefined) throw new Error('no nonce was sent');
  return nonce.encoding;
}

test.each([
  [['--tsa', 'ftp://tsa.example.org'], '--tsa'],
  [['--tsa', 'http://me:secret@tsa.example.org'], '--tsa'],
  [[], '--tsa'],
  [['--tsa', 'http://127.0.0.1:1', '--timeout', '0'], '--timeout'],
])('usage: %j', async (args, where) => {
  const wrong = await evidenceGate(freshFolder(), ['timestamp', 'answer.evidence.zip', ...args, '--json']);
  expect(wrong.document).toMatchObject({ error: { code: 'usage', where } });
  expect(wrong.out + wrong.err).not.toContain('secret');
});
