import { encodeZip, type ZipFile } from '../../src/bundle/zip-profile.ts';
import { signatureFiles } from '../../src/bundle/attestation.ts';
import { fromUtf8, utf8 } from '../../src/core/bytes.ts';
import type { Envelope } from '../../src/model/generated/documents.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { hexOf } from '../../src/core/digest.ts';
import { LooseZip } from '../../test/hostile/loose-zip.ts';
import { Forgery } from '../../test/verify/forgery.ts';
import { ByteMutator } from './bytes.ts';
import type { Random } from './random.ts';

/** A bundle changed at random: what was done to it, and the bytes, which are valid until the next. */
export interface Mutant {
  readonly how: string;
  readonly bytes: Uint8Array;
}

type Change = (files: ZipFile[], random: Random) => ZipFile[];

const words = ['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', 'data/', '\n', '"', '0', '../'].map(utf8);
const none = new Uint8Array(0);

/** Makes mutants of some bundles. Half of them are well-formed ZIPs with right CRCs: those get past question 1. */
export class BundleMutator {
  readonly #bundles: readonly { readonly bytes: Uint8Array; readonly files: readonly ZipFile[]; readonly mutator: ByteMutator }[];

  constructor(bundles: readonly Uint8Array[]) {
    this.#bundles = bundles.map((bytes) => ({ bytes, files: new Forgery(bytes).named(), mutator: new ByteMutator([bytes], words) }));
  }

  mutant(random: Random): Mutant {
    const { bytes, files, mutator } = random.pick(this.#bundles);
    if (random.oneIn(3)) return { how: 'bytes', bytes: mutator.changed(bytes, random) };
    if (random.oneIn(4)) return { how: 'one record', bytes: otherRecord(files, random) };
    const how = random.pick(Object.keys(changes));
    let changed = changes[how]?.([...files], random) ?? [];
    if (random.oneIn(3)) changed = withManifests(changed);
    return { how, bytes: encodeZip(changed) };
  }

  /** Whether the bytes are one of the bundles. */
  isOriginal(bytes: Uint8Array): boolean {
    return this.#bundles.some((bundle) => Buffer.compare(bundle.bytes, bytes) === 0);
  }
}

/** Changes of whole files. The order of the others stays, and the ZIP around them is made right again. */
const changes: Readonly<Record<string, Change>> = {
  'one file with other bytes': (files, random) => replaced(files, random, ({ bytes }) => new ByteMutator([bytes], words).mutant(random).slice()),
  'one letter of one file': (files, random) =>
    replaced(files, random, ({ bytes }) => {
      const changed = Uint8Array.from(bytes);
      const at = random.below(bytes.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
      return changed;
    }),
  'a digit of one file': (files, random) => replaced(files, random, ({ bytes }) => otherDigit(bytes, random)),
  'an empty file': (files, random) => replaced(files, random, () => none),
  'a file left out': (files, random) => {
    const left = random.pick(files.filter(({ name }) => !isOptional(name)));
    return files.filter((file) => file !== left);
  },
  'a file twice': (files, random) => files.toSpliced(random.below(files.length), 0, random.pick(files)),
  'files in another order': (files, random) => {
    const [moved] = files.splice(random.below(files.length), 1);
    return moved === undefined ? files : files.toSpliced(random.below(files.length), 0, moved);
  },
  'two contents exchanged': (files, random) => {
    const [a, b] = [random.below(files.length), random.below(files.length)];
    return files.map(({ name, bytes }, at) => ({ name, bytes: (at === a ? files[b] : at === b ? files[a] : undefined)?.bytes ?? bytes }));
  },
  'a file under another name': (files, random) => {
    const at = random.below(files.length);
    return files.map((file, index) => (index === at ? { ...file, name: otherName(file.name, random) } : file));
  },
  'one bit of a signature, in all its copies': (files, random) =>
    resigned(files, (body, signature) => {
      signature[random.below(64)] = random.bits();
      return { body, signature };
    }),
  'a digit of the statement, in all its copies': (files, random) => resigned(files, (body, signature) => ({ body: otherDigit(body, random), signature })),
  'one file more': (files, random) => {
    const beside = random.pick(files);
    return files.toSpliced(random.below(files.length), 0, { name: otherName(beside.name, random), bytes: random.oneIn(2) ? beside.bytes : utf8('more\n') });
  },
};

/** The bundle with another body or signature, which the envelope and the copies for openssl agree on. */
function resigned(
  files: readonly ZipFile[],
  change: (body: Uint8Array, signature: Uint8Array) => { readonly body: Uint8Array; readonly signature: Uint8Array },
): ZipFile[] {
  const envelope = files.find(({ name }) => name.endsWith('.dsse.json'));
  const copies = files.filter(({ name }) => /\.(?:dsse\.json|pae|sig)$/.test(name));
  const { payload, signatures } = JSON.parse(fromUtf8(envelope?.bytes ?? none) ?? '') as Envelope;
  const [{ keyid, sig } = { keyid: '', sig: '' }] = signatures;
  const { body, signature } = change(Buffer.from(payload, 'base64'), Uint8Array.from(Buffer.from(sig, 'base64')));
  const again = new Map(signatureFiles(keyid, body, signature).map(({ path, bytes }) => [path, bytes]));
  return files.map((file) => (copies.includes(file) ? { ...file, bytes: again.get(file.name.slice(file.name.indexOf('/') + 1)) ?? none } : file));
}

/** The same signature in the wrapping of other tools: a bundle without it says the same, and is verified (FORMAT.md, signatures/). */
function isOptional(name: string): boolean {
  return /\.(sshsig|minisig|sigstore\.json)$/.test(name);
}

function replaced(files: readonly ZipFile[], random: Random, change: (file: ZipFile) => Uint8Array): ZipFile[] {
  const at = random.below(files.length);
  return files.map((file, index) => (index === at ? { ...file, bytes: change(file) } : file));
}

function otherDigit(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const from = random.below(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) {
    const at = (from + i) % bytes.length;
    const byte = changed[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) continue;
    changed[at] = 0x30 + ((byte - 0x30 + 1 + random.below(9)) % 10);
    break;
  }
  return changed;
}

function otherName(name: string, random: Random): string {
  const at = random.below(name.length + 1);
  return name.slice(0, at) + random.pick(['x', '0', '/', '.', '..', 'data/', 'A', '\u00e9']) + name.slice(at + random.below(2));
}

/** One field of one record says something else; everything that points to it is made to fit. */
function otherRecord(files: readonly ZipFile[], random: Random): Uint8Array {
  const zip = new LooseZip(files);
  const entry = random.pick(zip.entries);
  const field = random.pick([
    'needed',
    'flags',
    'method',
    'time',
    'date',
    'crc',
    'size',
    'fullSize',
    'madeBy',
    'internal',
    'external',
    'offset',
    'disk',
    'extraLength',
    'commentLength',
  ]);
  Object.assign(random.pick([entry.local, entry.central]), { [field]: random.pick([1, 2, 8, 20, 45, 0xffff, random.below(0xffff)]) });
  if (random.oneIn(8)) entry.after = utf8('PK\u0007\u0008');
  if (random.oneIn(8)) zip.listed = zip.entries.toSpliced(random.below(zip.entries.length), 1);
  return zip.write();
}

/** Manifests that fit the files: what is left to notice is the signature. */
function withManifests(files: readonly ZipFile[]): ZipFile[] {
  const top = files[0]?.name.split('/', 1)[0] ?? '';
  const line = ({ name, bytes }: ZipFile): string => `${hexOf(digestOfNode(bytes))}  ${name.slice(top.length + 1)}\n`;
  const put = (list: readonly ZipFile[], path: string, text: string): ZipFile[] =>
    list.map((file) => (file.name === `${top}/${path}` ? { ...file, bytes: utf8(text) } : file));
  const lines = files.filter(({ name }) => name.startsWith(`${top}/data/`)).map(line);
  const listed = put(files, 'manifest-sha256.txt', lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(''));
  const tagged = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'].flatMap((path) => listed.filter(({ name }) => name === `${top}/${path}`).map(line));
  return put(listed, 'tagmanifest-sha256.txt', tagged.join(''));
}
