import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { answer, entryOf, files, tampered, victim, withEntry, type Hostile } from '../hostile.ts';
import { centralRecord, endRecord, looseEntry, LooseZip } from '../loose-zip.ts';

const other = utf8('another content\n');
const small = encodeZip([{ name: 'other.txt', bytes: other }]);

function prefixed(name: string, prefix: Uint8Array): Hostile {
  return { name, make: () => tampered((zip) => (zip.prefix = prefix)) };
}

/** The same, with every offset counted from the new first byte. */
function counted(name: string, lead: Uint8Array): Hostile {
  return { name, make: () => tampered((zip) => (zip.lead = lead)) };
}

function gap(name: string, bytes: Uint8Array): Hostile {
  return {
    name,
    make: () => withEntry((entry) => (entry.after = bytes)),
  };
}

/** An entry whose bytes are a whole other entry, which the directory lists too. */
function nested(): Uint8Array {
  return tampered((zip) => {
    const inner = looseEntry(answer, other);
    const shell = new LooseZip([]);
    shell.entries.push(inner);
    const bytes = shell.write();
    const entry = entryOf(zip, answer);
    entry.data = bytes.subarray(0, bytes.length - 22);
  });
}

function directoryFirst(): Uint8Array {
  const zip = new LooseZip(files);
  const length = zip.entries.reduce((sum, { central }) => sum + 46 + central.name.length, 0);
  let at = length;
  const records = zip.entries.map(({ central, data }) => {
    const record = centralRecord(central, at);
    at += 30 + central.name.length + data.length;
    return record;
  });
  const whole = zip.write();
  const body = whole.subarray(0, at - length);
  return concatBytes([...records, body, endRecord(zip.end, { directory: 0, directorySize: length, count: files.length })]);
}

export const layout: readonly Hostile[] = [
  prefixed('one byte before the first entry', Uint8Array.of(0)),
  prefixed('a Windows program before the first entry', concatBytes([utf8('MZ'), new Uint8Array(510)])),
  prefixed('a shell script before the first entry', utf8('#!/bin/sh\nexec unzip "$0"\n')),
  prefixed('a PDF before the first entry', utf8('%PDF-1.7\n%%EOF\n')),
  prefixed('a page before the first entry', utf8('<!doctype html><title>verified</title>\n')),
  prefixed('a whole archive before the first entry', small),
  prefixed('the bundle itself before the first entry', victim),
  counted('one counted byte before the first entry', Uint8Array.of(0)),
  counted('a counted archive before the first entry', small),
  gap('one byte between two entries', Uint8Array.of(0)),
  gap('a hidden entry between two entries', new LooseZip([{ name: answer, bytes: other }]).write().subarray(0, -22 - 46 - answer.length)),
  gap('a whole archive between two entries', small),
  gap('an end record between two entries', small.subarray(-22)),
  { name: 'a gap before the directory', make: () => tampered((zip) => (zip.beforeDirectory = new Uint8Array(1))) },
  {
    name: 'a hidden entry before the directory',
    make: () => tampered((zip) => (zip.beforeDirectory = small.subarray(0, 30 + 9 + other.length))),
  },
  { name: 'a gap behind the directory', make: () => tampered((zip) => (zip.beforeEnd = () => new Uint8Array(1))) },
  {
    name: 'a digital signature behind the directory',
    make: () => tampered((zip) => (zip.beforeEnd = () => concatBytes([utf8('PK\u0005\u0005'), Uint8Array.of(0, 0)]))),
  },
  {
    name: 'two records that share one entry (overlap)',
    make: () =>
      tampered((zip) => {
        const second = looseEntry(`${answer}2`, entryOf(zip, answer).data);
        second.central.offset = 0;
        zip.listed = [...zip.entries, second];
      }),
  },
  {
    name: 'an entry that reaches over the next one',
    make: () =>
      withEntry((entry) => {
        for (const fields of [entry.local, entry.central]) Object.assign(fields, { size: fields.size + 100, fullSize: fields.fullSize + 100 });
      }),
  },
  {
    name: 'an entry that reaches over the directory',
    make: () =>
      tampered((zip) => {
        const last = zip.entries.at(-1);
        for (const fields of [last?.local, last?.central])
          if (fields !== undefined) Object.assign(fields, { size: fields.size + 60, fullSize: fields.fullSize + 60 });
      }),
  },
  { name: 'an entry inside of an entry', make: nested },
  { name: 'the directory before the entries', make: directoryFirst },
  {
    name: 'entries that lie in another order than they are listed',
    make: () =>
      tampered((zip) => {
        zip.listed = [...zip.entries];
        zip.entries.reverse();
      }),
  },
  {
    name: 'records in reverse',
    make: () => tampered((zip) => (zip.listed = [...zip.entries].reverse())),
  },
  { name: 'all in reverse', make: () => encodeZip([...files].reverse()) },
  {
    name: 'two files that changed places',
    make: () => {
      const [first, second, ...rest] = files;
      return encodeZip(first === undefined || second === undefined ? [] : [second, first, ...rest]);
    },
  },
  {
    name: 'an entry that no record lists',
    make: () => tampered((zip) => (zip.listed = zip.entries.filter((entry) => entry !== entryOf(zip, answer)))),
  },
  {
    name: 'a record whose entry is not there',
    make: () =>
      tampered((zip) => {
        zip.listed = [...zip.entries];
        zip.entries.pop();
      }),
  },
];
