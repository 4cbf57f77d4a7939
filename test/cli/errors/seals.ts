import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive } from '../../../src/bundle/archive.node.ts';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { evidenceGate, freshFolder } from '../session.ts';
import { asked, newcomer, replaceIn, typed } from './newcomer.ts';
import { thrownBy, type Provocation } from './provoked.ts';

// SubjectPublicKeyInfo of ed25519 (RFC 8410) around the neutral element, whose signatures anyone can write.
const weakKey: Buffer = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from([1]), Buffer.alloc(31)]);

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
  'bundle-too-large': async () => {
    const files = Array.from({ length: 65_535 }, (_, index) => ({ name: `evidence-1/data/${index}`, bytes: new Uint8Array(0) }));
    return { by: 'function', thrown: await thrownBy(() => archive(files)), place: 'evidence-1' };
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
