import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { extraField, looseEntry, u32 } from '../loose-zip.ts';
import { both, files, tampered, top, withEntry, type Hostile } from '../hostile.ts';

const inside = (name: string): string => `${top}/data/${name}`;

/** Names below the top folder that are refused for their spelling. */
const spelled: readonly (readonly [string, string])[] = [
  ['a space', 'a b.txt'],
  ['a tab', 'a\tb'],
  ['a line feed', 'a\nb'],
  ['a carriage return', 'answer.md\r'],
  ['NUL in the middle', 'answer.md\0.txt'],
  ['NUL at the end', 'answer.md\0'],
  ['an escape sequence that clears the terminal', '\u001b[2Jx'],
  ['an escape sequence that sets the title', '\u001b]0;verified\u0007'],
  ['backspaces over what was printed', 'x\b\b\b\b\bgood'],
  ['DEL', 'a\u007fb'],
  ['a letter beyond ASCII', 'ä.txt'],
  ['the same letter, decomposed', 'a\u0308.txt'],
  ['a Cyrillic twin of a Latin letter', 'outputs/аnswer.md'],
  ['the Kelvin sign, which folds to k', '\u212a.txt'],
  ['text that runs from right to left', 'answer\u202edm.exe'],
  ['a zero-width space', 'answer\u200b.md'],
  ['a byte order mark', '\ufeffanswer.md'],
  ['a full-width slash', 'a／b'],
  ['a full-width full stop twice', '．．/x'],
  ['a backslash', 'a\\b'],
  ['backslashes that climb', '..\\..\\x'],
  ['a stream of another file (NTFS)', 'answer.md:hidden'],
  ['a wildcard', '*'],
  ['a question mark', 'a?b'],
  ['quotes', 'a"b'],
  ['angle brackets', '<script>'],
  ['a pipe', 'a|sh'],
  ['a shell substitution', '$(id)'],
  ['a back-tick', '`id`'],
  ['a home folder', '~/x'],
  ['percent-encoded dots', '%2e%2e/x'],
  ['a comma', 'a,b'],
  ['an at sign', '@x'],
  ['an equals sign at the start, which spreadsheets run', '=x'],
];

/** Names that are refused for where they lead. */
const leading: readonly (readonly [string, string])[] = [
  ['two dots in the middle', inside('../up')],
  ['two dots that lead out', inside('../../../up')],
  ['two dots at the end', inside('..')],
  ['one dot in the middle', inside('./x')],
  ['one dot at the end', inside('.')],
  ['an empty segment', inside('/x')],
  ['a slash at the end', inside('x/')],
  ['two slashes at the end', inside('x//')],
  ['an absolute path', '/etc/passwd'],
  ['two slashes at the start', '//host/share/x'],
  ['a drive', 'C:/x'],
  ['a drive with backslashes', 'C:\\x'],
  ['a UNC path', '\\\\host\\share\\x'],
  ['a device', '\\\\.\\PhysicalDrive0'],
  ['two dots first', '../x'],
  ['one dot first', `./${top}/data/x`],
  ['outside of the top folder', 'x'],
  ['the top folder as a file', top],
  ['a sibling of the top folder', `${top}x/data/x`],
];

function added(name: string | Uint8Array): Uint8Array {
  return tampered((zip) => zip.entries.push(looseEntry(name, utf8('hidden'))));
}

function named(title: string, name: string | Uint8Array): Hostile {
  const bytes = typeof name === 'string' ? utf8(name) : name;
  return { name: title, make: () => added(bytes) };
}

const renamedTop = (to: string): Uint8Array => encodeZip(files.map(({ name, bytes }) => ({ name: to + name.slice(top.length), bytes })));

export const names: readonly Hostile[] = [
  ...spelled.map(([title, name]) => named(title, inside(name))),
  ...leading.map(([title, name]) => named(title, name)),
  named('bytes that are no UTF-8', concatBytes([utf8(inside('')), Uint8Array.of(0xff, 0xfe)])),
  named('an overlong encoding of a slash', concatBytes([utf8(inside('..')), Uint8Array.of(0xc0, 0xaf), utf8('x')])),
  named('a letter of code page 437', concatBytes([utf8(inside('')), Uint8Array.of(0x84), utf8('.txt')])),
  { name: 'no name', make: () => added('') },
  named('241 bytes', inside('').padEnd(241, 'x')),
  { name: '65,535 bytes', make: () => added(inside('').padEnd(65_535, 'x')) },
  { name: 'a top folder without a run id', make: () => renamedTop('evidence-') },
  { name: 'a top folder in capitals', make: () => renamedTop('EVIDENCE') },
  { name: 'no top folder', make: () => encodeZip(files.map(({ name, bytes }) => ({ name: name.slice(top.length + 1), bytes }))) },
  { name: 'a top folder of another run for one file', make: () => added(`${top.slice(0, -1)}_/data/x`) },
  // APPNOTE 4.4.4 bit 11 and Info-ZIP's Unicode path (4.6.9): a second name beside the first.
  { name: 'the flag that says the name is UTF-8', make: () => withEntry((entry) => both(entry, { flags: 1 << 11 })) },
  {
    name: 'a Unicode path beside the name',
    make: () => withEntry((entry) => both(entry, { extra: extraField(0x7075, Uint8Array.of(1), u32(0), utf8(inside('other'))) })),
  },
];
