import { generateKeyPairSync } from 'node:crypto';
import { closeSync, cpSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { openBundleFile } from '../../../src/verify/open-file.node.ts';
import { evidenceGate, freshFolder } from '../session.ts';
import { asked, newcomer, replaceIn, typed } from './newcomer.ts';
import { thrownBy, type Provocation } from './provoked.ts';

// SubjectPublicKeyInfo of ed25519 (RFC 8410) around the neutral element, whose signatures anyone can write.
const weakKey: Buffer = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from([1]), Buffer.alloc(31)]);

const sample = resolve('samples/bundles/storage.evidence.zip');
const copying = (withhold: string): readonly string[] => ['--withhold', withhold, '--reason', 'x', '-o', 'copy.evidence.zip'];

const commandThat = (script: string): readonly string[] => ['--signer-command', `sh -c '${script}'`, '--signer-public-key', 'keys/signer.pub.pem'];

export const sealErrors = {
  'key-malformed': async () => {
    const folder = await newcomer();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'keys/signer.key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return await asked(folder, 'keys/signer.key.pem');
  },
  'key-weak': async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'weak.pub.pem'), `-----BEGIN PUBLIC KEY-----\n${weakKey.toString('base64')}\n-----END PUBLIC KEY-----\n`);
    return await typed(folder, ['keys', 'show', 'weak.pub.pem'], 'weak.pub.pem');
  },
  'key-passphrase': async () => {
    const folder = freshFolder();
    await evidenceGate(folder, ['init'], { EVIDENCE_KEY_PASSPHRASE: 'correct horse' });
    return await asked(folder, 'keys/signer.key.pem');
  },
  'signer-unusable': async () => await asked(await newcomer(), '--signer-command', undefined, ['--signer-command', 'sign']),
  'signer-failed': async () => await asked(await newcomer(), 'sh', ['passed'], commandThat('echo the module is locked >&2; exit 1')),
  'signer-wrong': async () => await asked(await newcomer(), 'sh', ['passed'], commandThat('echo no signature')),
  'signature-exists': async () => {
    const folder = await newcomer();
    await asked(folder, '');
    const [name = ''] = readdirSync(join(folder, 'released'));
    cpSync(join(folder, 'released', name, 'question.evidence.zip'), join(folder, 'answer.evidence.zip'));
    rmSync(join(folder, 'released'), { recursive: true });
    return await typed(folder, ['sign', 'answer.evidence.zip'], 'answer.evidence.zip');
  },
  'bundle-too-large': async () => {
    // No one fills 16 TiB for a test: a file of which only the length is looked at.
    const files = [{ name: 'evidence-1/data/big', bytes: { length: 2 ** 44 } as Uint8Array }];
    return { by: 'function', thrown: await thrownBy(() => encodeZip(files)), place: 'evidence-1' };
  },
  'withhold-nothing': async () => await typed(freshFolder(), ['disclose', sample, ...copying('data/nothing/**')], 'data/nothing/**'),
  'withhold-forbidden': async () => await typed(freshFolder(), ['disclose', sample, ...copying('data/verdict.json')], 'data/verdict.json'),
  'file-changed': async () => {
    const path = join(freshFolder(), 'large.evidence.zip');
    const top = 'evidence-01940000-0000-7000-8000-000000000000';
    writeFileSync(path, encodeZip([{ name: `${top}/data/a.txt`, bytes: new Uint8Array(9_000_000) }]));
    const { opening, close } = await openBundleFile(path);
    const file = openSync(path, 'r+');
    writeSync(file, 'changed', 1000);
    closeSync(file);
    const thrown = await thrownBy(() => (opening.ok ? opening.bundle.files.get('data/a.txt') : undefined));
    close();
    return { by: 'function', thrown, place: `${top}/data/a.txt` };
  },
  'bundle-name': async () => {
    const folder = await newcomer();
    const name = `${'long-'.repeat(37)}answer.md`;
    replaceIn(folder, 'pipeline.yaml', 'answer.md', name);
    return await asked(folder, name, ['closed']);
  },
  'bundle-refused': async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'answer.evidence.zip'), 'PK\u0003\u0004, and nothing that belongs to it');
    return await typed(folder, ['inspect', 'answer.evidence.zip', '--extract', 'unpacked'], 'answer.evidence.zip');
  },
} as const satisfies Partial<Record<ErrorCode, Provocation>>;
