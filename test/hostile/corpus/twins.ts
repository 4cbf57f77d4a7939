import { encodeZip, type ZipFile } from '../../../src/bundle/zip-profile.ts';
import { inBundleOrder } from '../../../src/bundle/bundle-file.ts';
import { utf8 } from '../../../src/core/bytes.ts';
import { answer, bagit, entryOf, files, tampered, top, type Hostile } from '../hostile.ts';
import { looseEntry } from '../loose-zip.ts';

const other = utf8('another content\n');

/** The files and some more, each in its place: nothing but the names is wrong. */
function inOrder(...more: readonly ZipFile[]): Uint8Array {
  const paths = [...files, ...more].map(({ name, bytes }) => ({ path: name.slice(top.length + 1), bytes }));
  return encodeZip(inBundleOrder(paths).map(({ path, bytes }) => ({ name: `${top}/${path}`, bytes })));
}

function twin(name: string, path: string): Hostile {
  return { name, make: () => inOrder({ name: `${top}/${path}`, bytes: other }) };
}

const again = (path: string): ZipFile => ({ name: `${top}/${path}`, bytes: other });

export const twins: readonly Hostile[] = [
  twin('the answer twice, with other words', 'data/outputs/answer.md'),
  twin('the first file twice', 'bagit.txt'),
  twin('the manifest twice', 'manifest-sha256.txt'),
  twin('the tag manifest twice', 'tagmanifest-sha256.txt'),
  twin('a span record twice', 'data/spans.jsonl'),
  twin('the answer in capitals', 'data/outputs/ANSWER.MD'),
  twin('the answer with one capital', 'data/outputs/answer.mD'),
  twin('a tag file in capitals', 'BAGIT.TXT'),
  twin('a folder that differs by case', 'data/Outputs/other.md'),
  twin('the payload folder in capitals', 'DATA/outputs/answer.md'),
  twin('the signatures in capitals', 'SIGNATURES/x'),
  twin('a file where a folder is', 'data/outputs'),
  twin('a file where the signatures are', 'signatures'),
  twin('a folder where a file is', 'data/outputs/answer.md/x'),
  twin('a folder where a tag file is', 'bagit.txt/x'),
  {
    name: 'the same entry twice, byte for byte',
    make: () => inOrder(...files.filter(({ name }) => name === answer)),
  },
  { name: 'three answers', make: () => inOrder(again('data/outputs/answer.md'), again('data/outputs/answer.md')) },
  { name: 'every file twice', make: () => inOrder(...files) },
  {
    name: 'another answer at the very end',
    make: () => encodeZip([...files, again('data/outputs/answer.md')]),
  },
  {
    name: 'another answer at the very start',
    make: () => encodeZip([again('data/outputs/answer.md'), ...files]),
  },
  {
    name: 'two records of the directory for one entry',
    make: () => tampered((zip) => (zip.listed = [...zip.entries, entryOf(zip, answer)])),
  },
  {
    name: 'two entries under one name, the directory knows the second',
    make: () =>
      tampered((zip) => {
        zip.listed = [...zip.entries];
        zip.entries.unshift(looseEntry(answer, other));
      }),
  },
  {
    name: 'two entries under one name in the local headers alone',
    make: () =>
      tampered((zip) => {
        const entry = entryOf(zip, bagit);
        entry.local.name = utf8(bagit.replace('bagit', 'other'));
      }),
  },
  {
    name: 'two entries under one name in the directory alone',
    make: () =>
      tampered((zip) => {
        const second = zip.entries[1];
        if (second !== undefined) second.central.name = utf8(bagit);
      }),
  },
];
