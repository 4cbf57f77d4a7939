// oxlint-disable typescript/no-unsafe-member-access, typescript/no-unsafe-call -- an attacker changes documents without asking for their types
import { describe, expect, test } from 'vitest';
import { payloadType, statementBytes } from '../../src/bundle/attestation.ts';
import { minisigMessage, minisigText } from '../../src/bundle/minisig.ts';
import { sshsigMessage, sshsigText } from '../../src/bundle/sshsig.ts';
import { base64, utf8 } from '../../src/core/bytes.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { pae } from '../../src/core/dsse.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { BundleFiles } from '../../src/verify/bundle-files.ts';
import { readSignatures } from '../../src/verify/envelopes.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { promotedRun } from '../bundle/promoted-run.ts';
import { sealedBytes } from '../bundle/sealed.ts';
import { Forgery } from './forgery.ts';
import { keyOf, signer, signerNumber, stranger, trust, trustIn } from './trust.ts';

const good = await sealedBytes(await promotedRun(), signer);
const forge = (): Forgery => new Forgery(good);
const body = statementBytes(forge().statement());
const message = pae(payloadType, body);
const own = (kind: string): string => `signatures/${signer.keyId}.${kind}`;

function found(bytes: Uint8Array, policy = trust): readonly string[] {
  const { lamps } = verifyBundle(bytes, policy, { hash: digestOfNode, verifySignature: verifySignatureNode });
  return Object.values(lamps).flatMap((lamp) => lamp.findings.map(({ code, where }) => `${code} ${where}`));
}

function openedOf(files: ReadonlyMap<string, Uint8Array>): { readonly files: BundleFiles } {
  const forgery = forge();
  for (const [path, bytes] of files) forgery.put(path, bytes);
  const opening = openBundle(forgery.zip(), { hash: digestOfNode, checksum: crc32Node });
  if (!opening.ok) throw new Error('no bundle');
  return opening.bundle;
}

/** The wrappings of another signer over the same statement, as that one would write them. */
const others = (await forge().addSignature(stranger, body)).files;
const from = (kind: string): Uint8Array => others.get(`signatures/${stranger.keyId}.${kind}`) ?? new Uint8Array(0);

test('with all of its wrappings, with some, and with none a bundle is verified', () => {
  const optional = ['sshsig', 'minisig', 'sigstore.json'];
  expect(found(good)).toEqual([]);
  for (const kind of optional) expect(found(forge().remove(own(kind)).zip())).toEqual([]);
  const bare = forge();
  for (const kind of optional) bare.remove(own(kind));
  expect(found(bare.zip())).toEqual([]);
});

describe('a wrapping that says something else than the envelope is found', () => {
  const signature = forge().bytes(own('sig'));
  const differing: readonly (readonly [how: string, kind: string, content: () => Uint8Array | string | Promise<Uint8Array>])[] = [
    ['of another key', 'sshsig', () => from('sshsig')],
    ['of another key', 'minisig', () => from('minisig')],
    ['of another key', 'sigstore.json', () => from('sigstore.json')],
    ['empty', 'sshsig', () => ''],
    ['empty', 'minisig', () => ''],
    ['empty', 'sigstore.json', () => ''],
    ['of a million bytes', 'sshsig', () => new Uint8Array(1_000_000).fill(65)],
    ['of a million bytes', 'minisig', () => new Uint8Array(1_000_000).fill(65)],
    ['in the spelling of another tool', 'sshsig', () => forge().text(own('sshsig')).replaceAll('\n', '\r\n')],
    ['of another namespace', 'sshsig', () => forge().text(own('sshsig')).replace('ZXZpZGVuY2UtZ2F0', 'ZXZpZGVuY2UtZ2F1')],
    ['with a comment of its own', 'minisig', () => forge().text(own('minisig')).replace('format 1', 'read and approved')],
    [
      'over another signature',
      'minisig',
      async () => minisigText(signer.keyId, new Uint8Array(64), await signer.sign(minisigMessage(signer.keyId, new Uint8Array(64)))),
    ],
    [
      'with an extra field',
      'sigstore.json',
      () =>
        forge()
          .json(own('sigstore.json'), (value) => (value.verificationMaterial.tlogEntries = []))
          .bytes(own('sigstore.json')),
    ],
    [
      'with a certificate in place of the key',
      'sigstore.json',
      () =>
        forge()
          .json(own('sigstore.json'), (value) => (value.verificationMaterial = { certificate: { rawBytes: 'AA==' } }))
          .bytes(own('sigstore.json')),
    ],
    [
      'over another payload',
      'sigstore.json',
      () =>
        forge()
          .json(own('sigstore.json'), (value) => (value.dsseEnvelope.payload = base64(utf8('{}'))))
          .bytes(own('sigstore.json')),
    ],
    [
      'with two signatures',
      'sigstore.json',
      () =>
        forge()
          .json(own('sigstore.json'), (value) => value.dsseEnvelope.signatures.push(value.dsseEnvelope.signatures[0]))
          .bytes(own('sigstore.json')),
    ],
    [
      'with a time stamp that is nowhere else',
      'sigstore.json',
      () =>
        forge()
          .json(own('sigstore.json'), (value) => (value.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: 'AA==' }] }))
          .bytes(own('sigstore.json')),
    ],
    ['on one line', 'sigstore.json', () => JSON.stringify(JSON.parse(forge().text(own('sigstore.json'))))],
  ];
  test.each(differing)('%s: %s', async (_, kind, content) => {
    const changed = await content();
    expect(found(forge().put(own(kind), changed).zip())).toEqual([`signature-copy-differs ${own(kind)}`]);
  });

  const invalid: readonly (readonly [how: string, kind: string, content: () => Promise<Uint8Array>])[] = [
    ['over another message', 'sshsig', async () => sshsigText(signer.publicKey, await signer.sign(sshsigMessage(utf8('another'))))],
    ['over the message itself', 'sshsig', async () => sshsigText(signer.publicKey, await signer.sign(message))],
    ['by another key, in the name of this one', 'sshsig', async () => sshsigText(signer.publicKey, await stranger.sign(sshsigMessage(message)))],
    [
      'by another key, in the name of this one',
      'minisig',
      async () => minisigText(signer.keyId, signature, await stranger.sign(minisigMessage(signer.keyId, signature))),
    ],
    ['over another comment', 'minisig', async () => minisigText(signer.keyId, signature, await signer.sign(minisigMessage(stranger.keyId, signature)))],
  ];
  test.each(invalid)('not signed %s: %s', async (_, kind, content) => {
    expect(
      found(
        forge()
          .put(own(kind), await content())
          .zip(),
      ),
    ).toEqual([`signature-invalid ${own(kind)}`]);
  });
});

describe('wrappings of a key that the policy does not know', () => {
  const beside = async (): Promise<Forgery> => await forge().addSignature(stranger, body);
  const theirs = (kind: string): string => `signatures/${stranger.keyId}.${kind}`;

  test('may stand there, beside enough others', async () => {
    expect(found((await beside()).zip())).toEqual([]);
  });

  test.each([
    ['sshsig', () => 'anything at all'],
    ['minisig', () => 'anything at all'],
    ['sigstore.json', () => '{"anything":"at all"}'],
    ['sshsig', () => forge().bytes(own('sshsig'))],
    ['minisig', () => forge().bytes(own('minisig'))],
  ])('hide nothing: %s', async (kind, content) => {
    expect(found((await beside()).put(theirs(kind), content()).zip())).toEqual([`signature-copy-differs ${theirs(kind)}`]);
  });

  test('without an envelope are files that nobody knows', () => {
    expect(found(forge().put(theirs('sshsig'), from('sshsig')).zip())).toEqual([`file-unlisted ${theirs('sshsig')}`]);
  });
});

test('each of two known signers is asked', async () => {
  const second = signerNumber(8);
  const both = trustIn([keyOf(signer, 'ines'), keyOf(second, 'omar', { role: 'auditor' })]);
  const bundle = await forge().addSignature(second, body);
  expect(found(bundle.zip(), both)).toEqual([]);
  const path = `signatures/${second.keyId}.sshsig`;
  expect(found(bundle.put(path, sshsigText(second.publicKey, new Uint8Array(64))).zip(), both)).toEqual([`signature-invalid ${path}`]);
});

test('what is larger than any signature file is not read: nobody has vouched for it yet', () => {
  const large = forge().files;
  large.set(own('1.tsr'), new Uint8Array(100_000));
  const { files } = openedOf(large);
  for (const kind of ['dsse.json', 'pae', 'sig', 'sshsig', 'minisig', 'sigstore.json', '1.tsr']) {
    const read: string[] = [];
    const grown: BundleFiles = {
      ...files,
      sizeOf: (path) => (path === own(kind) ? 2 ** 40 : files.sizeOf(path)),
      get: (path) => (read.push(path), files.get(path)),
    };
    const { findings } = readSignatures(grown);
    expect(read).not.toContain(own(kind));
    // The time stamp is judged elsewhere.
    if (kind !== '1.tsr') expect(findings.map(({ code }) => code)).toContain(kind === 'dsse.json' ? 'envelope-malformed' : 'signature-copy-differs');
  }
});
