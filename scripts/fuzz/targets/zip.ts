import { encodeZip, type ZipFile } from '../../../src/bundle/zip-profile.ts';
import { equalBytes, utf8 } from '../../../src/core/bytes.ts';
import { crc32Node, digestOfNode } from '../../../src/core/digest.node.ts';
import { topFolder } from '../../../src/bundle/bundle-file.ts';
import { asRunId } from '../../../src/model/ids.ts';
import { openBundle } from '../../../src/verify/open-bundle.ts';
import { LooseZip, zip64End } from '../../../test/hostile/loose-zip.ts';
import { ByteMutator } from '../bytes.ts';
import type { Random } from '../random.ts';
import { hexOf, must, type Target } from '../target.ts';

const runId = asRunId('01a19b7c-a684-7c29-a3d2-31f9e2bc94e4');
const top = runId === undefined ? '' : topFolder(runId);
const tools = { hash: digestOfNode, checksum: crc32Node };
const contents = ['', 'a', 'BagIt-Version: 1.0\n', 'PK\u0003\u0004', 'PK\u0005\u0006'].map(utf8);
const names = ['bagit.txt', 'data/a', 'data/A', 'data/a/b', 'data/../a', 'data/zz', 'signatures/x', 'data/README.txt', '', 'data/\u00e9'];

function filesOf(...paths: readonly string[]): readonly ZipFile[] {
  return paths.map((path, at) => ({ name: `${top}/${path}`, bytes: contents[at % contents.length] ?? new Uint8Array(0) }));
}

const seeds = [
  encodeZip(filesOf('bagit.txt')),
  encodeZip(filesOf('bagit.txt', 'data/a')),
  encodeZip(filesOf('bagit.txt', 'data/README.txt', 'data/a/b')),
  withZip64(),
];

function withZip64(): Uint8Array {
  const zip = new LooseZip(filesOf('bagit.txt', 'data/a'));
  zip.end = { ...zip.end, count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff };
  zip.beforeEnd = zip64End;
  return zip.write();
}

const words = [
  'PK\u0001\u0002',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  'PK\u0006\u0006',
  'PK\u0006\u0007',
  'PK\u0007\u0008',
  '../',
  '\\',
  '\u0000',
  `${top}/`,
].map((text) => Uint8Array.from(Buffer.from(text, 'latin1')));

/** The ZIP scan: what it takes is, byte for byte, what its files are written as. */
export function zipTarget(): Target {
  const mutator = new ByteMutator(seeds, words);
  let input: Uint8Array = new Uint8Array(0);
  return {
    name: 'zip',
    execute: (random) => {
      input = random.oneIn(3) ? assembled(random) : mutator.mutant(random);
      const opening = openBundle(input, tools);
      if (!opening.ok) {
        must(opening.findings.length > 0, 'a refusal has a finding');
        return false;
      }
      const { files, runId: id } = opening.bundle;
      const again = encodeZip([...files.keys()].map((path) => ({ name: `${topFolder(id)}/${path}`, bytes: files.get(path) ?? new Uint8Array(0) })));
      must(equalBytes(again, input), 'what was taken is written as the same bytes');
      return true;
    },
    shown: () => hexOf(input),
  };
}

/** A whole archive of lies that fit each other: one field of one record is wrong, or a name, or none. */
function assembled(random: Random): Uint8Array {
  const zip = new LooseZip(Array.from({ length: 1 + random.below(4) }, () => ({ name: `${top}/${random.pick(names)}`, bytes: random.pick(contents) })));
  if (random.oneIn(4)) return zip.write();
  const entry = random.pick(zip.entries);
  const field = random.pick([
    'needed',
    'flags',
    'method',
    'date',
    'crc',
    'size',
    'fullSize',
    'offset',
    'external',
    'extraLength',
    'nameLength',
    'commentLength',
  ]);
  Object.assign(random.pick([entry.local, entry.central]), { [field]: random.pick([0, 1, 8, 0xffff, 0xffff_ffff, random.below(300)]) });
  return zip.write();
}
