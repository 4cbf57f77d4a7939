import { describe, expect, test } from 'vitest';
import { base64 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import type { Instant } from '../../src/core/clock.ts';
import { rotationMessage } from '../../src/trust/rotations.ts';
import { readTrustPolicy } from '../../src/trust/trust-policy.ts';
import { verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { keyOf, policyText, signer, signerNumber } from '../verify/trust.ts';
import { testAuthority } from './authority.ts';

type Fields = Record<string, unknown>;

/** What a policy is refused for; undefined where it is read. */
function refusal(text: string): { readonly code: string; readonly said: string } | undefined {
  try {
    readTrustPolicy(text, 'trust.json', digestOfNode);
    return undefined;
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return { code: error.code, said: `${error.where} ${error.why}` };
  }
}

const ines = keyOf(signer, 'ines');
const omar = keyOf(signerNumber(8), 'omar');
const late = { valid_from: '2028-01-01T00:00:00.000Z', valid_to: '2030-01-01T00:00:00.000Z' };
const early = { valid_from: '2025-01-01T00:00:00.000Z', valid_to: '2027-12-31T23:59:59.999Z' };
const vkey = (use: 'log' | 'witness', number: number, name: string): string => verifierKeyText(verifierKey(name, use, signerNumber(number).publicKey));
const log = vkey('log', 20, 'log.example/1');
const epoch = (more: Fields = {}): Fields => ({
  name: 'first',
  vkey: log,
  ...early,
  witnesses: [
    { owner: 'wanda', vkey: vkey('witness', 21, 'wanda.example') },
    { owner: 'walt', vkey: vkey('witness', 22, 'walt.example') },
  ],
  quorum: 2,
  ...more,
});
const { root, signing } = testAuthority('Trusted Time');
const authority = (more: Fields = {}): Fields => ({ name: 'TT', certificates: [root, signing], ...early, ...more });
const withLog = (epochs: readonly Fields[], more: Fields = {}): string => policyText([ines], { log: { required: false, epochs }, ...more });
const withTime = (authorities: readonly Fields[], required = false): string => policyText([ines], { time: { required, authorities } });

const at = '2027-01-01T00:00:00.000Z' as Instant;
const claim = { owner: 'ines', role: 'promoter' as const, old_key_id: signer.keyId, new_key_id: signerNumber(9).keyId, at };
const oldKey = keyOf(signer, 'ines', { valid_to: at });
const newKey = keyOf(signerNumber(9), 'ines', { valid_from: at });

async function rotation(more: Fields = {}, hands = [signer, signerNumber(9)], over: Fields = {}): Promise<Fields> {
  const message = rotationMessage({ ...claim, ...over });
  const signatures = await Promise.all(hands.map(async (hand) => ({ key_id: hand.keyId, sig: base64(await hand.sign(message)) })));
  return { ...claim, ...over, signatures, ...more };
}

/** Both keys have signed, and each signature stands under the name of the other key. */
async function misnamed(): Promise<Fields> {
  const message = rotationMessage(claim);
  const [old, next] = [base64(await signer.sign(message)), base64(await signerNumber(9).sign(message))];
  return {
    ...claim,
    signatures: [
      { key_id: signerNumber(9).keyId, sig: old },
      { key_id: signer.keyId, sig: next },
    ],
  };
}

async function rotating(keys: readonly Fields[], ...rotations: readonly Promise<Fields>[]): Promise<string> {
  return policyText(keys, { rotations: await Promise.all(rotations) });
}

describe('read as they are', () => {
  test.each<[string, string | Promise<string>]>([
    ['a time authority with root and signing certificate, and a trusted time required', withTime([authority()], true)],
    ['a root alone', withTime([authority({ certificates: [root] })])],
    ['a log with witnesses', withLog([epoch()])],
    ['a log with witnesses as the only one to vouch for a required time', withLog([epoch()], { time: { required: true, authorities: [] } })],
    ['a log without witnesses', withLog([epoch({ witnesses: [], quorum: 0 })], {})],
    ['two epochs of a log, one a millisecond behind the other', withLog([epoch(), epoch({ name: 'second', ...late })])],
    ['two logs at the same time', withLog([epoch(), epoch({ name: 'other', vkey: vkey('log', 30, 'other.example') })])],
    [
      'two witnesses of one owner',
      withLog([epoch({ quorum: 1, witnesses: [21, 22].map((number) => ({ owner: 'wanda', vkey: vkey('witness', number, 'w') })) })]),
    ],
    ['a rotation', rotating([oldKey, newKey], rotation())],
    [
      'a rotation from a key that is revoked and not closed',
      rotating([keyOf(signer, 'ines', { revoked: { reason: 'x', invalid_from: at, honour_earlier: true } }), newKey], rotation()),
    ],
    [
      'a rotation with a gap on both sides',
      rotating(
        [keyOf(signer, 'ines', { valid_to: '2026-01-01T00:00:00.000Z' }), keyOf(signerNumber(9), 'ines', { valid_from: '2028-01-01T00:00:00.000Z' })],
        rotation(),
      ),
    ],
    ['a window of one moment', policyText([keyOf(signer, 'ines', { valid_from: at, valid_to: at })])],
    [
      'all keys revoked: whoever revokes the last one must be able to',
      policyText([keyOf(signer, 'ines', { revoked: { reason: 'x', invalid_from: at, honour_earlier: false } })]),
    ],
    ['names in any script', policyText([keyOf(signer, 'Inès Müller 井上'), keyOf(signerNumber(8), 'O\'Neil "the" *')])],
  ])('%s', async (_, text) => {
    expect(refusal(await text)).toBeUndefined();
  });

  test('ready values: keys, authorities and epochs', () => {
    const trust = readTrustPolicy(withLog([epoch()], { time: { required: false, authorities: [authority()] } }), 'trust.json', digestOfNode);
    expect(trust.authorities.map(({ certificates }) => certificates.map(({ subjectText }) => subjectText))).toEqual([
      ['O=Trusted Time, CN=Trusted Time root', 'O=Trusted Time, CN=Trusted Time stamps'],
    ]);
    expect(trust.epochs.map(({ log: key, witnesses }) => [key.name, witnesses.map(({ owner, key: { use } }) => [owner, use])])).toEqual([
      [
        'log.example/1',
        [
          ['wanda', 'witness'],
          ['walt', 'witness'],
        ],
      ],
    ]);
  });
});

describe('refused, with the place and the reason', () => {
  test.each<[string, string | Promise<string>, string, string]>([
    // Owners
    ['two spellings of one owner', policyText([ines, keyOf(signerNumber(8), 'Ines')]), '/keys/1/owner', 'looks like "ines"'],
    ['one owner in two normal forms', policyText([keyOf(signer, 'In\u00e8s'), keyOf(signerNumber(8), 'Ine\u0300s')]), '/keys/1/owner', 'looks like'],
    ['an owner with a trailing space', policyText([keyOf(signer, 'ines ')]), '/keys/0/owner', 'ends with a space'],
    ['an owner on two lines', policyText([keyOf(signer, 'ines\nmallory namespaces="evidence-gate"')]), '/keys/0/owner', 'line breaks'],
    ['an owner that hides something', policyText([keyOf(signer, 'in\u200bes')]), '/keys/0/owner', '<U+200B>'],
    ['an owner that speaks to a terminal', policyText([keyOf(signer, '\u001b[2Jines')]), '/keys/0/owner', '<U+001B>'],
    ['a name on two lines', policyText([ines], { name: 'a\nb' }), '/name', 'line breaks'],
    // Thresholds
    [
      'no threshold for promoters',
      policyText([ines, keyOf(signerNumber(8), 'omar', { role: 'reviewer' })], { thresholds: [{ role: 'reviewer', owners: 1 }] }),
      '/thresholds',
      'no threshold for the role promoter',
    ],
    [
      'two thresholds of a role',
      policyText([ines, omar], { thresholds: [1, 2].map((owners) => ({ role: 'promoter', owners })) }),
      '/thresholds/1',
      'a second threshold',
    ],
    [
      'a threshold for a role that nobody has',
      policyText([ines], {
        thresholds: [
          { role: 'promoter', owners: 1 },
          { role: 'auditor', owners: 1 },
        ],
      }),
      '/thresholds/1',
      'auditor: 1; named: 0',
    ],
    // Time
    ['a trusted time with nobody to vouch', withTime([], true), '/time/required', 'neither a time authority nor a log'],
    [
      'a trusted time with a log without witnesses',
      withLog([epoch({ witnesses: [], quorum: 0 })], { time: { required: true, authorities: [] } }),
      '/time/required',
      'neither',
    ],
    ['a certificate in loose base64', withTime([authority({ certificates: ['MB=='] })]), '/time/authorities/0/certificates/0', 'one spelling'],
    ['a certificate that is none', withTime([authority({ certificates: ['MAA='] })]), '/time/authorities/0/certificates/0', 'not an X.509 certificate'],
    [
      'a certificate with a byte too many',
      withTime([authority({ certificates: [base64(Uint8Array.of(...Buffer.from(root, 'base64'), 0))] })]),
      '/time/authorities/0/certificates/0',
      'not an X.509',
    ],
    ['a certificate twice', withTime([authority({ certificates: [root, root] })]), '/time/authorities/0/certificates/1', 'twice'],
    ['an authority twice', withTime([authority(), authority({ name: 'tt' })]), '/time/authorities/1/name', 'a second authority'],
    [
      'an authority whose window ends before it begins',
      withTime([authority({ valid_to: '2024-01-01T00:00:00.000Z' })]),
      '/time/authorities/0',
      'ends before it begins',
    ],
    ['an authority until the 30th of February', withTime([authority({ valid_to: '2026-02-30T00:00:00.000Z' })]), '/time/authorities/0/valid_to', 'is no date'],
    // Log
    ['a log required and none named', withLog([], { log: { required: true, epochs: [] } }), '/log/required', 'none is named'],
    ['a log key that is none', withLog([epoch({ vkey: 'log.example+00000000+AAAA' })]), '/log/epochs/0/vkey', 'not name+id+base64'],
    ['a log key with another id', withLog([epoch({ vkey: log.replace(/\+[0-9a-f]{8}\+/, '+00000000+') })]), '/log/epochs/0/vkey', 'key id'],
    ['a key of a witness as that of a log', withLog([epoch({ vkey: vkey('witness', 20, 'log.example') })]), '/log/epochs/0/vkey', 'key of a witness'],
    [
      'a key of a log as that of a witness',
      withLog([epoch({ quorum: 1, witnesses: [{ owner: 'w', vkey: vkey('log', 21, 'w') }] })]),
      '/log/epochs/0/witnesses/0/vkey',
      'key of a log',
    ],
    ['a quorum beyond the owners', withLog([epoch({ quorum: 3 })]), '/log/epochs/0/quorum', 'must cosign: 3; named: 2'],
    [
      'a quorum of two with two keys of one owner',
      withLog([epoch({ witnesses: [21, 22].map((number) => ({ owner: 'wanda', vkey: vkey('witness', number, 'w') })) })]),
      '/log/epochs/0/quorum',
      'named: 1',
    ],
    [
      'one witness under two owners',
      withLog([epoch({ witnesses: ['wanda', 'walt'].map((owner) => ({ owner, vkey: vkey('witness', 21, `${owner}.example`) })) })]),
      '/log/epochs/0/witnesses/1/vkey',
      'key of wanda',
    ],
    [
      'a log that is its own witness',
      withLog([epoch({ quorum: 1, witnesses: [{ owner: 'wanda', vkey: vkey('witness', 20, 'wanda.example') }] })]),
      '/log/epochs/0/witnesses/0/vkey',
      'key of the log',
    ],
    [
      'one witness in two spellings',
      withLog([epoch({ witnesses: [21, 22].map((number, index) => ({ owner: index === 0 ? 'wanda' : 'Wanda', vkey: vkey('witness', number, 'w') })) })]),
      '/log/epochs/0/witnesses/1/owner',
      'looks like',
    ],
    [
      'epochs of one log that share a moment',
      withLog([epoch(), epoch({ name: 'second', valid_from: early.valid_to, valid_to: late.valid_to })]),
      '/log/epochs/1',
      'overlaps the one of "first"',
    ],
    [
      'epochs of one log that share a moment, the later one first',
      withLog([epoch({ name: 'second', valid_from: early.valid_to, valid_to: late.valid_to }), epoch()]),
      '/log/epochs/1',
      'overlaps the one of "second"',
    ],
    [
      'epochs of one log under two keys that overlap',
      withLog([epoch(), epoch({ name: 'second', vkey: vkey('log', 31, 'log.example/1') })]),
      '/log/epochs/1',
      'overlaps',
    ],
    ['two epochs of a name', withLog([epoch(), epoch(late)]), '/log/epochs/1/name', 'a second epoch'],
    // Rotations
    [
      'a rotation that the old key did not sign',
      rotating([oldKey, newKey], rotation({}, [signerNumber(10), signerNumber(9)])),
      '/rotations/0/signatures',
      'the old key has not signed',
    ],
    [
      'a rotation that the new key did not sign',
      rotating([oldKey, newKey], rotation({}, [signer, signer])),
      '/rotations/0/signatures',
      'the new key has not signed',
    ],
    [
      'a rotation with its signatures in the other order',
      rotating([oldKey, newKey], rotation({}, [signerNumber(9), signer])),
      '/rotations/0/signatures',
      'has not signed',
    ],
    [
      'a rotation whose signatures are under the names of others',
      rotating([oldKey, newKey], misnamed()),
      '/rotations/0/signatures',
      'the old key has not signed',
    ],
    [
      'a rotation whose moment was changed afterwards',
      rotating([oldKey, newKey], rotation({ at: '2026-06-01T00:00:00.000Z' })),
      '/rotations/0',
      'has not signed',
    ],
    [
      'a rotation to an owner whom nobody signed for',
      rotating([oldKey, keyOf(signerNumber(9), 'omar', { valid_from: at })], rotation()),
      '/rotations/0',
      'not of this owner',
    ],
    [
      'a rotation from one role to another',
      rotating([oldKey, keyOf(signerNumber(9), 'ines', { valid_from: at, role: 'auditor' })], rotation()),
      '/rotations/0',
      'not of this owner in this role',
    ],
    ['a rotation from a key that is not there', rotating([newKey], rotation()), '/rotations/0', 'the old key is not in the policy'],
    ['a rotation to a key that is not there', rotating([oldKey], rotation()), '/rotations/0', 'the new key is not in the policy'],
    [
      'a rotation to the same key',
      rotating([keyOf(signer, 'ines', { valid_from: at, valid_to: at })], rotation({}, [signer, signer], { new_key_id: signer.keyId })),
      '/rotations/0',
      'the same',
    ],
    ['an old key that counts on', rotating([ines, newKey], rotation()), '/rotations/0', 'counts beyond'],
    ['a new key that counts before', rotating([oldKey, keyOf(signerNumber(9), 'ines')], rotation()), '/rotations/0', 'counts before'],
    ['a rotation at no moment', rotating([oldKey, newKey], rotation({}, undefined, { at: '2027-02-30T00:00:00.000Z' })), '/rotations/0/at', 'is no date'],
    [
      'a key that two keys follow',
      rotating(
        [oldKey, newKey, keyOf(signerNumber(10), 'ines', { valid_from: at })],
        rotation(),
        rotation({}, [signer, signerNumber(10)], { new_key_id: signerNumber(10).keyId }),
      ),
      '/rotations/1/old_key_id',
      'followed by two',
    ],
    [
      'a key that follows two keys',
      rotating(
        [oldKey, newKey, keyOf(signerNumber(10), 'ines', { valid_to: at })],
        rotation(),
        rotation({}, [signerNumber(10), signerNumber(9)], { old_key_id: signerNumber(10).keyId }),
      ),
      '/rotations/1/new_key_id',
      'follows two',
    ],
    [
      'two keys that follow each other',
      rotating(
        [keyOf(signer, 'ines', { valid_from: at, valid_to: at }), keyOf(signerNumber(9), 'ines', { valid_from: at, valid_to: at })],
        rotation(),
        rotation({}, [signerNumber(9), signer], { old_key_id: signerNumber(9).keyId, new_key_id: signer.keyId }),
      ),
      '/rotations/0',
      'followed before it follows',
    ],
  ])('%s', async (_, text, path, why) => {
    const refused = refusal(await text);
    expect(refused?.code).toBe('schema-violation');
    expect(refused?.said).toContain(path);
    expect(refused?.said).toContain(why);
  });

  test('all at once, the key first', () => {
    const spki = base64(new Uint8Array(44));
    const refused = refusal(policyText([{ ...ines, spki }, keyOf(signerNumber(8), 'Ines')], { thresholds: [{ role: 'promoter', owners: 3 }] }));
    expect(refused?.code).toBe('key-malformed');
    for (const place of ['/keys/0/spki', '/keys/1/owner', '/thresholds/0']) expect(refused?.said).toContain(place);
  });
});
