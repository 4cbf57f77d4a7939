import { fromUtf8, utf8 } from '../../../src/core/bytes.ts';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import { readJson } from '../../../src/core/json.ts';
import { ByteMutator } from '../bytes.ts';
import { jsonWords } from '../json-words.ts';
import { hexOf, must, type Target } from '../target.ts';

const seeds = [
  '{"a":[1,-0.5,1e3,true,null,"x"],"b":{"c":"\\u00e9\\n","d":[]}}',
  '[]',
  '"\\ud83d\\ude00"',
  '[[[{"k":0}]]]',
  '{"id":"q1","n":9007199254740991}',
  ' {\n  "a": 1\n}\n',
].map(utf8);

/** The JSON reader: what it takes, `JSON.parse` takes too, and both read the same. */
export function jsonTarget(): Target {
  const mutator = new ByteMutator(seeds, jsonWords);
  let input = new Uint8Array(0);
  return {
    name: 'json',
    execute: (random) => {
      input = Uint8Array.from(mutator.mutant(random));
      const text = fromUtf8(input);
      if (text === undefined) return false;
      const read = readJson(text);
      if (!read.ok) return false;
      const spelled = canonicalJson(read.value);
      must(spelled === canonicalJson(JSON.parse(text)), 'JSON.parse reads the same');
      // JSON.parse merges members of one name. A colon outside of strings is a member, and none may be lost.
      must(colonsIn(text) === colonsIn(spelled), 'no member is lost');
      const again = readJson(spelled);
      must(again.ok && canonicalJson(again.value) === spelled, 'its canonical spelling reads as itself');
      return true;
    },
    shown: () => hexOf(input),
  };
}

function colonsIn(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length;
}
