import { base64, equalBytes, fromUtf8, utf8 } from '../../../src/core/bytes.ts';
import { manifestBytes, readManifest } from '../../../src/bundle/manifest.ts';
import { checkpointText, parseCheckpoint } from '../../../src/transparency/checkpoint.ts';
import { logProofText, parseLogProof } from '../../../src/transparency/log-proof.ts';
import { noteText, parseNote } from '../../../src/transparency/note.ts';
import { noteKey, PaperLog } from '../../../test/transparency/paper-log.ts';
import { ByteMutator } from '../bytes.ts';
import { hexOf, must, type Target } from '../target.ts';

const log = new PaperLog(
  noteKey('example.org/log', 'log', 101),
  [0, 1, 2, 3, 4].map((number) => Uint8Array.of(number)),
);
const note = log.note([[noteKey('w1.example', 'witness', 102), 1_796_083_200]]);
const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const common = [
  '\n',
  '\n\n',
  ' ',
  '  ',
  '0',
  '00',
  '9007199254740993',
  '-1',
  '+',
  '=',
  '==',
  '\u2014 ',
  '\u2014',
  '\u0000',
  '\r\n',
  '\u00e9',
  base64(new Uint8Array(32)),
  digest,
  'data/',
  '../',
].map(utf8);

interface Lines {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly words?: readonly string[];
  /** The bytes that what was read is written as; undefined where the input is refused. */
  readonly respelled: (bytes: Uint8Array) => Uint8Array | undefined;
}

/** A format of lines with one spelling: what is taken is written as the same bytes. */
function linesTarget({ name, seeds, words = [], respelled }: Lines): Target {
  const mutator = new ByteMutator(seeds, [...common, ...words.map(utf8)]);
  for (const seed of seeds) must(respelled(seed) !== undefined, `a seed of ${name} is good`);
  let input: Uint8Array = new Uint8Array(0);
  return {
    name,
    execute: (random) => {
      input = mutator.mutant(random);
      const again = respelled(input);
      if (again === undefined) return false;
      must(equalBytes(again, input), 'what was taken is written as the same bytes');
      return true;
    },
    shown: () => hexOf(input),
  };
}

function text(bytes: Uint8Array): string {
  return fromUtf8(bytes) ?? '\u0000';
}

export const manifestTarget = (): Target =>
  linesTarget({
    name: 'manifest',
    seeds: [`${digest}  bagit.txt\n`, `${digest}  data/a\n${digest}  data/b/c.txt\n`, ''].map(utf8),
    respelled: (bytes) => {
      const entries = readManifest(text(bytes));
      return entries === undefined ? undefined : manifestBytes(entries);
    },
  });

export const noteTarget = (): Target =>
  linesTarget({
    name: 'note',
    seeds: [utf8(noteText(note))],
    respelled: (bytes) => {
      const read = parseNote(bytes);
      return typeof read === 'string' ? undefined : utf8(noteText(read));
    },
  });

export const checkpointTarget = (): Target =>
  linesTarget({
    name: 'checkpoint',
    seeds: [utf8(note.text), utf8(`${note.text}more\n`)],
    respelled: (bytes) => {
      const read = parseCheckpoint(text(bytes));
      return typeof read === 'string' ? undefined : utf8(checkpointText(read));
    },
  });

export const logProofTarget = (): Target =>
  linesTarget({
    name: 'tlog-proof',
    seeds: [log.proof(2, note), log.proof(4, log.note())],
    words: ['c2sp.org/tlog-proof@v1\n', 'extra AAAA\n', 'index ', 'index 3\n'],
    respelled: (bytes) => {
      const read = parseLogProof(bytes);
      return typeof read === 'string' ? undefined : utf8(logProofText(read));
    },
  });
