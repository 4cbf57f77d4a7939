// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-explicit-any -- an attacker changes documents without asking for their types
import { sealedBytes } from '../bundle/sealed.ts';
import { signatureFiles, statementBytes } from '../../src/bundle/attestation.ts';
import { directoryOf, encodeZip, localHeader } from '../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../src/core/bytes.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { crc32 } from '../../src/core/digest.ts';
import { justBefore } from '../../src/trust/policy-changes.ts';
import { approved, forge, good, promoted, type Attack } from './attacks.ts';
import { Forgery } from './forgery.ts';
import { insiderBundle } from './insider.ts';
import { keyOf, signer, signerNumber, stranger, trustIn } from './trust.ts';

const answer = 'data/outputs/answer.md';
const envelope = `signatures/${signer.keyId}.dsse.json`;
const both = trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')]);

/** The good bundle with its last bytes, or some in the middle, changed. */
function changed(at: number, change: (byte: number) => number): Uint8Array {
  const bytes = Uint8Array.from(good);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = change(bytes[place] ?? 0);
  return bytes;
}

function patched(at: number, values: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(good);
  bytes.set(values, bytes.length + at);
  return bytes;
}

const directoryAt = good.length - 22 - new DataView(good.buffer, good.byteOffset).getUint32(good.length - 10, true);
const named = forge().named();
const first = named[0] ?? { name: '', bytes: new Uint8Array() };

/** The good bundle with its signature files under other names. */
function renamed(rename: (path: string) => string): Forgery {
  const forgery = forge();
  for (const [path, bytes] of forge().files) if (path.startsWith('signatures/')) forgery.remove(path).put(rename(path), bytes);
  return forgery;
}

const nothing = `sha256:${'1'.repeat(64)}`;

/** A map of the text of the first source, in place of its own. */
async function mapped(segments: (text: number, original: number) => unknown): Promise<Attack> {
  const bytes = await insiderBundle(promoted, signer, ({ sources, keep }) => {
    const [document] = sources.documents;
    const map = utf8(canonicalDocument({ segments: segments(document.text.bytes, document.original.bytes) }));
    Object.assign(document.map, { sha256: keep(map), bytes: map.length });
  });
  return { bytes, found: ['source-differs'] };
}

/** Entries as they come, one behind the other, with a directory that fits. */
function zipOf(entries: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
  return encodeZip(entries);
}

/** Ways to make something that looks like a good bundle; each is refused, with these codes among what is found. */
export const lookalikes: Readonly<Record<string, () => Promise<Attack>>> = {
  // Question 1: structure
  'a comment behind the end record': async () => ({ bytes: concatBytes([changed(-2, () => 4), utf8('hi!!')]), found: ['zip-malformed'] }),
  'a program before the first entry': async () => ({ bytes: concatBytes([utf8('#!/bin/sh\n'), good]), found: ['zip-malformed'] }),
  'another end record behind': async () => ({ bytes: concatBytes([good, good.subarray(-22)]), found: ['zip-malformed'] }),
  'an end record of nothing': async () => ({ bytes: Uint8Array.from(good.subarray(-22)).fill(0, 4), found: ['zip-malformed'] }),
  'no bytes at all': async () => ({ bytes: new Uint8Array(), found: ['zip-malformed'] }),
  'a count of 60,000 in a small file': async () => ({ bytes: changed(-11, () => 0xea), found: ['zip-malformed'] }),
  // 0xffff and 0xffffffff mean "see the ZIP64 record", which is not there.
  'a count that means ZIP64': async () => ({ bytes: patched(-12, [0xff, 0xff]), found: ['zip-malformed'] }),
  'a directory length that means ZIP64': async () => ({ bytes: patched(-10, [0xff, 0xff, 0xff, 0xff]), found: ['zip-malformed'] }),
  'a wrong CRC in both headers': async () => {
    const entries = named.map(({ name, bytes }, index) => ({ name, size: bytes.length, crc: index === 0 ? 1 : crc32(bytes), bytes }));
    return { bytes: concatBytes([...entries.flatMap((entry) => [localHeader(entry), entry.bytes]), directoryOf(entries)]), found: ['zip-malformed'] };
  },
  'another name in the local header': async () => ({ bytes: changed(30, () => 0x45), found: ['zip-not-canonical'] }),
  'another size in the local header': async () => ({ bytes: changed(22, (byte) => byte + 1), found: ['zip-not-canonical'] }),
  'sizes in the directory that overlap the next entry': async () => ({ bytes: changed(directoryAt + 24, (byte) => byte + 1), found: ['zip-malformed'] }),
  'deflate claimed in the directory': async () => ({ bytes: changed(directoryAt + 10, () => 8), found: ['zip-not-canonical'] }),
  'a symbolic link by its mode': async () => ({ bytes: changed(directoryAt + 41, () => 0xa1), found: ['zip-not-canonical'] }),
  'an entry made on another system': async () => ({ bytes: changed(directoryAt + 5, () => 0), found: ['zip-not-canonical'] }),
  'a directory that ends within a record': async () => {
    const end = Uint8Array.from(good.subarray(-22));
    const view = new DataView(end.buffer);
    for (const at of [8, 10]) view.setUint16(at, named.length + 1, true);
    view.setUint32(12, view.getUint32(12, true) + 4, true);
    return { bytes: concatBytes([good.subarray(0, -22), utf8('PK\u0001\u0002'), end]), found: ['zip-malformed'] };
  },
  'the same name twice': async () => ({ bytes: zipOf([first, ...named]), found: ['zip-name'] }),
  'twins by case': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data/outputs/ANSWER.md`, bytes: utf8('other') }]), found: ['zip-name'] }),
  'a folder that differs by case': async () => ({
    bytes: zipOf([...named, { name: `${forge().top}/data/Outputs/other.md`, bytes: utf8('other') }]),
    found: ['zip-name'],
  }),
  'a file where a folder is': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data/outputs`, bytes: utf8('other') }]), found: ['zip-name'] }),
  'a folder entry': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data/zz/`, bytes: new Uint8Array() }]), found: ['zip-name'] }),
  'an absolute name': async () => ({ bytes: zipOf([...named, { name: '/etc/passwd', bytes: utf8('x') }]), found: ['zip-name'] }),
  'a backslash in a name': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data\\..\\x`, bytes: utf8('x') }]), found: ['zip-name'] }),
  'a name that clears the terminal': async () => ({
    bytes: zipOf([...named, { name: `${forge().top}/data/\u001b[2J`, bytes: utf8('x') }]),
    found: ['zip-name'],
  }),
  'a name beyond ASCII': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data/\u00e4`, bytes: utf8('x') }]), found: ['zip-name'] }),
  'a name of 241 bytes': async () => ({ bytes: zipOf([...named, { name: `${forge().top}/data/`.padEnd(241, 'x'), bytes: utf8('x') }]), found: ['zip-name'] }),
  'a second top folder': async () => ({ bytes: zipOf([...named, { name: 'evidence/x', bytes: utf8('x') }]), found: ['zip-name'] }),
  'a top folder of another name': async () => ({
    bytes: zipOf(named.map(({ name, bytes }) => ({ name: name.replace('evidence-', 'evidence_'), bytes }))),
    found: ['zip-name'],
  }),
  'two entries in the other order': async () => ({ bytes: zipOf([named[1] ?? first, first, ...named.slice(2)]), found: ['zip-not-canonical'] }),
  'the last entry cut off': async () => ({ bytes: zipOf(named.slice(0, -1)), found: ['file-missing'] }),

  // Question 2: signatures
  'an unknown field in the envelope': async () => ({
    bytes: forge()
      .json(envelope, (value) => (value.more = 1))
      .zip(),
    found: ['envelope-malformed'],
  }),
  'an envelope in another spelling': async () => ({
    bytes: forge()
      .edit(envelope, (text) => text.replace('": "', '":"'))
      .zip(),
    found: ['envelope-malformed'],
  }),
  'base64 with loose bits': async () => ({
    bytes: forge()
      .json(envelope, (value) => (value.signatures[0].sig = value.signatures[0].sig.replace(/.==$/, (end: string) => `${end[0] === 'B' ? 'C' : 'B'}==`)))
      .zip(),
    found: ['envelope-malformed'],
  }),
  'a payload whose base64 has loose bits': async () => ({
    bytes: forge()
      .json(envelope, (value) => (value.payload = 'AB=='))
      .zip(),
    found: ['envelope-malformed'],
  }),
  'signatures in another folder': async () => ({ bytes: renamed((path) => `data/outputs/${path}`).zip(), found: ['signature-missing'] }),
  'signatures under longer names': async () => ({ bytes: renamed((path) => `${path}.old`).zip(), found: ['signature-missing'] }),
  'the envelope of one key under the name of another': async () => {
    const other = signerNumber(8);
    const forgery = forge();
    for (const ending of ['.dsse.json', '.pae', '.sig']) {
      const bytes = forgery.bytes(`signatures/${signer.keyId}${ending}`);
      forgery.remove(`signatures/${signer.keyId}${ending}`).put(`signatures/${other.keyId}${ending}`, bytes);
    }
    return { bytes: forgery.zip(), trust: both, found: ['envelope-malformed'] };
  },
  'the statement of another bundle': async () => {
    const other = new Forgery(await sealedBytes(approved, signer));
    const forgery = forge();
    for (const [path, bytes] of other.files) if (path.startsWith('signatures/')) forgery.put(path, bytes);
    return { bytes: forgery.zip(), found: ['subject-mismatch'] };
  },
  'a payload that the signature is not over': async () => {
    const body = statementBytes(forge().statement());
    const forgery = forge();
    for (const { path, bytes } of signatureFiles(
      signer.keyId,
      utf8(new TextDecoder().decode(body).replace('"files":', '"files":1')),
      forgery.bytes(`signatures/${signer.keyId}.sig`),
    ))
      forgery.put(path, bytes);
    return { bytes: forgery.zip(), found: ['signature-invalid'] };
  },
  'a statement with white space': async () => {
    const forgery = forge();
    const body = utf8(JSON.stringify(forgery.statement(), undefined, 1));
    return { bytes: (await forgery.unsigned().addSignature(signer, body)).zip(), found: ['statement-malformed'] };
  },
  'a statement of another predicate': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicateType = 'https://slsa.dev/provenance/v1'))).zip(),
    found: ['statement-malformed'],
  }),
  'a statement of a later format version': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.format_version = 2))).zip(),
    found: ['statement-malformed'],
  }),
  'a statement that withholds a file': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.withheld = ['data/run.json']))).zip(),
    found: ['statement-malformed'],
  }),
  'a statement about another file name': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.subject[0].name = 'manifest-sha256.txt'))).zip(),
    found: ['statement-malformed'],
  }),
  'a moment that is no date': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.promotion.promoted_at = '2025-99-99T16:00:00.016Z'))).zip(),
    found: ['statement-malformed'],
  }),
  'two known keys over two statements': async () => {
    const forgery = forge();
    const statement = {
      ...forgery.statement(),
      predicate: { ...forgery.statement().predicate, verdict: { ...forgery.statement().predicate.verdict, result: 'review' as const } },
    };
    return { bytes: (await forgery.addSignature(signerNumber(8), statementBytes(statement))).zip(), trust: both, found: ['statement-malformed'] };
  },
  'a stranger beside the signer, over another statement': async () => ({
    bytes: (
      await forge().addSignature(
        stranger,
        statementBytes({ ...forge().statement(), subject: [{ name: 'tagmanifest-sha256.txt', digest: { sha256: '0'.repeat(64) } }] }),
      )
    ).zip(),
    found: ['statement-malformed'],
  }),
  'the pae file alone changed': async () => ({
    bytes: forge()
      .edit(`signatures/${signer.keyId}.pae`, (text) => text.replace('promotion', 'promotiom'))
      .zip(),
    found: ['signature-copy-differs'],
  }),
  'no sig file': async () => ({ bytes: forge().remove(`signatures/${signer.keyId}.sig`).zip(), found: ['signature-copy-differs'] }),
  'a key that is not valid yet': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines', { valid_from: '2025-11-24T16:30:00.000Z' })]),
    found: ['key-outside-window'],
  }),
  'a key that ended a millisecond before it is said to have signed': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines', { valid_to: justBefore(promoted.promotion.promoted_at) })]),
    found: ['key-outside-window'],
  }),
  'a key revoked for later only, and nobody but its holder to say that this was earlier': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines', { revoked: { reason: 'stolen', invalid_from: '2029-01-01T00:00:00.000Z', honour_earlier: true } })]),
    found: ['key-revoked'],
  }),
  'a key revoked for later, with nothing earlier honoured': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines', { revoked: { reason: 'stolen', invalid_from: '2029-01-01T00:00:00.000Z', honour_earlier: false } })]),
    found: ['key-revoked'],
  }),
  'a reviewer whose key has ended, beside a promoter whose key has not': async () => ({
    bytes: (await forge().addSignature(signerNumber(8), statementBytes(forge().statement()))).zip(),
    trust: trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { role: 'reviewer', valid_to: '2025-06-01T00:00:00.000Z' })]),
    found: ['key-outside-window'],
  }),
  'a reviewer in place of the second promoter': async () => ({
    bytes: (await forge().addSignature(signerNumber(8), statementBytes(forge().statement()))).zip(),
    trust: trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { role: 'reviewer' }), keyOf(signerNumber(9), 'vera')], {
      thresholds: [{ role: 'promoter', owners: 2 }],
    }),
    found: ['threshold-unmet'],
  }),
  'a promoter where a reviewer must sign too': async () => ({
    bytes: good,
    trust: trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { role: 'reviewer' })], {
      thresholds: [
        { role: 'promoter', owners: 1 },
        { role: 'reviewer', owners: 1 },
      ],
    }),
    found: ['threshold-unmet'],
  }),
  'one owner with two keys where two owners must sign': async () => {
    const forgery = forge();
    const body = statementBytes(forgery.statement());
    const keys = [keyOf(signer, 'ines'), keyOf(signerNumber(8), 'ines'), keyOf(signerNumber(9), 'omar')];
    return {
      bytes: (await forgery.addSignature(signerNumber(8), body)).zip(),
      trust: trustIn(keys, { thresholds: [{ role: 'promoter', owners: 2 }] }),
      found: ['threshold-unmet'],
    };
  },
  'all made anew by an unknown key, with a passing verdict': async () => ({
    bytes: await insiderBundle(promoted, stranger, ({ verdict }) => (verdict.reason = 'fine')),
    found: ['signer-unknown'],
  }),

  // Question 3: the bag
  'a file in signatures/ that the format does not know': async () => ({
    bytes: forge().put(`signatures/${signer.keyId}.pem`, 'trust me').zip(),
    found: ['file-unlisted'],
  }),
  'copies of a signature whose envelope is gone': async () => ({ bytes: forge().put(`signatures/${stranger.keyId}.sig`, 'x').zip(), found: ['file-unlisted'] }),
  'a file beside data/': async () => ({ bytes: forge().put('index.html', '<script>').zip(), found: ['file-unlisted'] }),
  'another bagit.txt': async () => ({
    bytes: (
      await forge()
        .edit('bagit.txt', (text) => text.replace('1.0', '0.97'))
        .tagManifest()
        .signed(signer)
    ).zip(),
    found: ['bag-malformed'],
  }),
  'no tag manifest': async () => ({ bytes: forge().remove('tagmanifest-sha256.txt').zip(), found: ['file-missing'] }),
  'no manifest': async () => ({ bytes: forge().remove('manifest-sha256.txt').zip(), found: ['file-missing'] }),
  'an empty manifest': async () => ({
    bytes: (await forge().put('manifest-sha256.txt', '').tagManifest().signed(signer)).zip(),
    found: ['manifest-malformed'],
  }),
  'a manifest that lists a file above data/': async () => ({
    bytes: (
      await forge()
        .edit('manifest-sha256.txt', (text) => `${'0'.repeat(64)}  bagit.txt\n${text}`)
        .tagManifest()
        .signed(signer)
    ).zip(),
    found: ['manifest-malformed'],
  }),
  'a manifest with a line too many': async () => ({
    bytes: (
      await forge()
        .edit('manifest-sha256.txt', (text) => `${text}${'0'.repeat(64)}  data/zz\n`)
        .tagManifest()
        .signed(signer)
    ).zip(),
    found: ['file-missing'],
  }),
  'a manifest with a line too few': async () => ({
    bytes: (
      await forge()
        .edit('manifest-sha256.txt', (text) => text.split('\n').slice(1).join('\n'))
        .tagManifest()
        .signed(signer)
    ).zip(),
    found: ['file-unlisted'],
  }),
  'a tag manifest that leaves bag-info.txt out': async () => ({
    bytes: (
      await forge()
        .edit('tagmanifest-sha256.txt', (text) => text.split('\n').slice(1).join('\n'))
        .signed(signer)
    ).zip(),
    found: ['manifest-malformed'],
  }),

  // Question 4: an insider with the key
  'a file that nothing refers to': async () => ({ bytes: (await forge().put('data/notes.txt', 'x').resealed(signer)).zip(), found: ['file-unlisted'] }),
  'a document left out': async () => ({ bytes: (await forge().remove('data/retrievals.json').resealed(signer)).zip(), found: ['file-missing'] }),
  'a duplicate key in a document': async () => ({
    bytes: (
      await forge()
        .edit('data/policy.json', (text) => text.replace('{', '{\n  "name": "other",'))
        .resealed(signer)
    ).zip(),
    found: ['document-malformed'],
  }),
  'a document that is not UTF-8': async () => ({
    bytes: (await forge().put('data/claims.json', Uint8Array.of(0xff)).resealed(signer)).zip(),
    found: ['document-malformed'],
  }),
  'no record': async () => ({ bytes: (await forge().remove('data/spans.jsonl').resealed(signer)).zip(), found: ['document-malformed'] }),
  'a record that is not UTF-8': async () => ({
    bytes: (await forge().put('data/spans.jsonl', Uint8Array.of(0xff, 0x0a)).resealed(signer)).zip(),
    found: ['document-malformed'],
  }),
  'a record without its last line feed': async () => ({
    bytes: (
      await forge()
        .edit('data/spans.jsonl', (text) => text.trimEnd())
        .resealed(signer)
    ).zip(),
    found: ['document-malformed'],
  }),
  'another artifact under the name of one': async () => ({
    bytes: (
      await forge()
        .put('data/copy', forge().bytes(answer))
        .edit(answer, (text) => text.replace('0.25', '0.75'))
        .resealed(signer)
    ).zip(),
    found: ['reference-unresolved'],
  }),
  'a generation after the run was closed': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => Object.assign(spans[3], { stage: 'generation' })),
    found: ['record-broken'],
  }),
  'spans in another order, chained again': async () => ({
    bytes: await insiderBundle(promoted, signer, (papers) => {
      papers.spans.splice(0, 2, papers.spans[1], papers.spans[0]);
      papers.spans[0].ordinal = papers.spans[1].ordinal;
    }),
    found: ['span-tree-broken'],
  }),
  'spans of another trace': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => spans.forEach((span) => (span.trace_id = 'a'.repeat(32)))),
    found: ['identity-mismatch'],
  }),
  'a passage that no retrieval returned': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => spans[0].retrieval_ids.push('doc:t:brief#p9')),
    found: ['reference-unresolved'],
  }),
  'two sources with one id': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => sources.sources.push(sources.sources[0])),
    found: ['reference-unresolved'],
  }),
  'a passage whose range is beyond its text': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].range.end = Number.MAX_SAFE_INTEGER)),
    found: ['source-differs'],
  }),
  'a map with a hole': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources, keep }) => {
      const bytes = utf8('{\n  "segments": []\n}\n');
      Object.assign(sources.documents[0].map, { sha256: keep(bytes), bytes: bytes.length });
    }),
    found: ['source-differs'],
  }),
  'a final output that is none of the outputs': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run, claims, verdict }) => {
      for (const [paper, field] of [
        [run, 'final_output'],
        [claims, 'output_sha256'],
        [verdict.subject, 'output_sha256'],
      ] as const)
        paper[field] = `sha256:${'1'.repeat(64)}`;
    }),
    found: ['reference-unresolved'],
  }),
  'counts that leave a source out': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.counts.sources = 0))).zip(),
    found: ['count-mismatch'],
  }),
  'a prompt that is not there': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run }) => (run.replay.prompt = { id: 'p', sha256: `sha256:${'4'.repeat(64)}` })),
    found: ['reference-unresolved'],
  }),
  'a passage whose place in the original is beyond it': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].original = { byte_start: 0, byte_end: 1e6 })),
    found: ['source-differs'],
  }),
  'a passage whose place in the original ends before it begins': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].original = { byte_start: 9, byte_end: 8 })),
    found: ['source-differs'],
  }),
  'a map that leads out of the original': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources, keep }) => {
      const [document] = sources.documents;
      const segment = { byte_start: 0, byte_end: document.text.bytes, origin: { kind: 'bytes', byte_start: 0, byte_end: document.original.bytes + 1 } };
      const bytes = utf8(canonicalDocument({ segments: [segment] }));
      Object.assign(document.map, { sha256: keep(bytes), bytes: bytes.length });
    }),
    found: ['source-differs'],
  }),
  'a map that begins behind the first byte': () => mapped((end) => [{ byte_start: 1, byte_end: end, origin: { kind: 'bytes', byte_start: 0, byte_end: 1 } }]),
  'a map that goes back': () =>
    mapped((end) =>
      [
        [0, 5],
        [5, 3],
        [3, end],
      ].map(([byte_start, byte_end]) => ({ byte_start, byte_end, origin: { kind: 'bytes', byte_start: 0, byte_end: 1 } })),
    ),
  'a map to a place that ends before it begins': () =>
    mapped((end) => [{ byte_start: 0, byte_end: end, origin: { kind: 'bytes', byte_start: 5, byte_end: 4 } }]),
  'a map that is none': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources, keep }) => Object.assign(sources.documents[0].map, { sha256: keep(utf8('{}\n')), bytes: 3 })),
    found: ['schema-violation'],
  }),
  'a text that is not UTF-8': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources, keep }) =>
      Object.assign(sources.documents[0].text, { sha256: keep(Uint8Array.of(0xff)), bytes: 1 }),
    ),
    found: ['source-differs'],
  }),
  'a passage of another text': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].sha256 = nothing)),
    found: ['source-differs'],
  }),
  'a passage that ends elsewhere in bytes': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].range.byte_end += 1)),
    found: ['source-differs'],
  }),
  'a passage that ends before it begins': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) =>
      Object.assign(sources.sources[0], { range: { start: 5, end: 4, byte_start: 5, byte_end: 4 }, sha256: digestOfNode(new Uint8Array()) }),
    ),
    found: ['source-differs'],
  }),
  // The original is a text, and its text the same bytes.
  'a source without its original': async () => ({
    bytes: (await forge().remove('data/sources/brief/original.txt').remove('data/sources/brief/text.txt').resealed(signer)).zip(),
    found: ['reference-unresolved'],
  }),
  'a source without its map': async () => ({
    bytes: (await forge().remove('data/sources/brief/map.json').resealed(signer)).zip(),
    found: ['reference-unresolved'],
  }),
  'a run that was closed with another record': async () => ({
    bytes: (
      await forge()
        .json('data/run.json', (run) => (run.record.sha256 = nothing))
        .resealed(signer)
    ).zip(),
    found: ['record-broken'],
  }),
  'a promotion with another record': async () => ({
    bytes: (
      await forge()
        .json('data/promotion.json', (promotion) => (promotion.record.sha256 = nothing))
        .resealed(signer)
    ).zip(),
    found: ['record-broken'],
  }),
  'a promotion with the record as it was before': async () => ({
    bytes: (
      await forge()
        .json('data/promotion.json', (promotion) => (promotion.record = promoted.recorded.run.record))
        .resealed(signer)
    ).zip(),
    found: ['record-broken'],
  }),
  'an artifact under another name than its own': async () => ({
    bytes: (await forge().put('data/other.json', forge().bytes('data/input.json')).remove('data/input.json').resealed(signer)).zip(),
    found: ['file-missing', 'file-unlisted'],
  }),
  'two documents with one id': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => sources.documents.push(sources.documents[0])),
    found: ['reference-unresolved'],
  }),
  'a passage of a document that is not there': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ sources }) => (sources.sources[0].document_id = 'doc:none')),
    found: ['reference-unresolved'],
  }),
  'a retrieval of no step': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ retrievals }) => (retrievals.retrievals[0].span_id = 'f'.repeat(16))),
    found: ['reference-unresolved'],
  }),
  'a retrieval of a passage that is not there': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ retrievals }) => (retrievals.retrievals[0].results[0].retrieval_id = 'doc:t:brief#p9')),
    found: ['reference-unresolved'],
  }),
  'a tool call whose arguments are not there': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run, spans }) =>
      run.tool_calls.push({ call_id: 'c', span_id: spans[0].span_id, name: 'calculator', arguments_sha256: nothing, result_sha256: null }),
    ),
    found: ['reference-unresolved'],
  }),
  'a tool call of no step': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run }) =>
      run.tool_calls.push({ call_id: 'c', span_id: 'f'.repeat(16), name: 'calculator', arguments_sha256: run.final_output, result_sha256: null }),
    ),
    found: ['reference-unresolved'],
  }),
  'a snapshot of other sources': async () => ({
    bytes: (
      await forge()
        .json('data/run.json', (run) => (run.replay.retrieval_snapshot = nothing))
        .resealed(signer)
    ).zip(),
    found: ['reference-unresolved'],
  }),
  'a folder named after another run': async () => {
    const forgery = forge();
    forgery.top = forgery.top.replace(/.$/, '0');
    return { bytes: forgery.zip(), found: ['identity-mismatch'] };
  },

  // Question 5: the verdict, by an insider
  'an answer made better after it was judged': async () => ({
    bytes: await insiderBundle(promoted, signer, (papers) => {
      const bytes = utf8('The Board raised the policy rate to 5 %. [doc:t:brief#p1]\n');
      const sha256 = papers.keep(bytes);
      const old = papers.run.final_output;
      const mend = (ref: { sha256: string; bytes: number }): void => void (ref.sha256 === old && Object.assign(ref, { sha256, bytes: bytes.length }));
      for (const span of papers.spans) [...span.inputs, ...span.outputs].forEach(mend);
      for (const output of [...papers.run.outputs, ...papers.promotion.released]) mend(output.artifact);
      papers.run.final_output = papers.claims.output_sha256 = papers.verdict.subject.output_sha256 = sha256;
    }),
    found: ['verdict-differs'],
  }),
  'claims that leave one out': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ claims }) => (claims.claims[0].text = 'something milder')),
    found: ['verdict-differs'],
  }),
  'a review that nobody approved': async () => ({
    bytes: await insiderBundle(approved, signer, ({ promotion }) => (promotion.decided_by = { kind: 'gate', id: 'standard' })),
    found: ['verdict-not-promotable'],
  }),
  'an approval without a reason': async () => ({
    bytes: await insiderBundle(approved, signer, ({ promotion }) => delete promotion.decided_by.reason),
    found: ['promotion-unsupported'],
  }),
  'an approval without a moment': async () => ({
    bytes: await insiderBundle(approved, signer, ({ promotion }) => delete promotion.decided_by.at),
    found: ['promotion-unsupported'],
  }),
  'a pass that a person decided': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ promotion, policy }) => {
      promotion.decided_by = { kind: 'person', id: policy.name, reason: 'mine', at: promotion.promoted_at };
    }),
    found: ['promotion-unsupported'],
  }),
  'a review turned into a pass': async () => ({
    bytes: await insiderBundle(approved, signer, ({ verdict, promotion }) => {
      Object.assign(verdict, { result: 'pass', ok: true });
      promotion.decided_by = { kind: 'gate', id: 'standard' };
    }),
    found: ['verdict-differs'],
  }),
  'a pass that says it is not ok': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ verdict }) => (verdict.ok = false)),
    found: ['verdict-not-promotable', 'verdict-differs'],
  }),
  'a gate of another name': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ promotion }) => (promotion.decided_by.id = 'strict')),
    found: ['promotion-unsupported'],
  }),
  'an output released under another name': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ promotion }) => (promotion.released[0].name = 'approved.md')),
    found: ['promotion-unsupported'],
  }),
  'one of two outputs released under another name': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run, promotion }) => {
      const [{ artifact }] = run.outputs;
      run.outputs.push({ name: 'copy.md', artifact });
      promotion.released.push({ name: 'approved.md', artifact });
    }),
    found: ['promotion-unsupported'],
  }),
  'an output that was not released': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run }) => run.outputs.push({ ...run.outputs[0], name: 'copy.md' })),
    found: ['promotion-unsupported'],
  }),
  'another artifact released under the name of the output': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ run, promotion }) => (promotion.released[0].artifact = run.input.artifact)),
    found: ['promotion-unsupported'],
  }),
  'a policy of another version than the one that judged': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ policy }) => (policy.version = '2')),
    found: ['identity-mismatch', 'verdict-differs'],
  }),
  'a verdict that no step of the record gave': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => spans.forEach((span) => span.stage === 'layered_cot_validation' && (span.outputs = []))),
    found: ['promotion-unsupported'],
  }),
  'a step that gave another result than its verdict': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) =>
      spans.forEach((span) => span.verdict && !span.verdict.layer && (span.verdict.result = 'review')),
    ),
    found: ['promotion-unsupported'],
  }),
  'a verdict that a step of another kind gave': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) =>
      spans.forEach((span) => span.stage === 'layered_cot_validation' && (span.stage = 'human_review')),
    ),
    found: ['promotion-unsupported'],
  }),
  'a record that ends with a step of another kind': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => (spans.at(-1).stage = 'human_review')),
    found: ['promotion-unsupported'],
  }),
  'a record that ends with a promotion that failed': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => (spans.at(-1).status = 'error')),
    found: ['promotion-unsupported'],
  }),
  'a record that ends with the promotion of another verdict': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans, promotion }) => {
      const last = spans.at(-1);
      last.inputs = last.inputs.filter((input: { sha256: string }) => input.sha256 !== promotion.verdict.sha256);
    }),
    found: ['promotion-unsupported'],
  }),
  'a run that failed': async () => ({ bytes: await insiderBundle(promoted, signer, ({ run }) => (run.status = 'failed')), found: ['verdict-not-promotable'] }),
  'a record without its promotion': async () => ({
    bytes: await insiderBundle(promoted, signer, ({ spans }) => spans.splice(-1)),
    found: ['promotion-unsupported'],
  }),
  'a statement that names another verdict': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.verdict.sha256 = `sha256:${'2'.repeat(64)}`))).zip(),
    found: ['identity-mismatch'],
  }),
  'a statement that names another policy': async () => ({
    bytes: (await forge().signed(signer, (statement) => (statement.predicate.policy.name = 'strict'))).zip(),
    found: ['identity-mismatch'],
  }),
};
