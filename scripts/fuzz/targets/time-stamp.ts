import { readFileSync } from 'node:fs';
import { equalBytes } from '../../../src/core/bytes.ts';
import { readDer, type Der } from '../../../src/timestamp/der.ts';
import { encodeDer } from '../../../src/timestamp/der-writer.ts';
import { readTimeStamp } from '../../../src/timestamp/time-stamp.ts';
import { ByteMutator } from '../bytes.ts';
import { DerMutator } from '../der.ts';
import { hexOf, must, type Target } from '../target.ts';

// A granted response over 64 zero bytes, by a time stamp authority that lived for a second.
const seed = Uint8Array.from(readFileSync(new URL('../seeds/time-stamp.tsr', import.meta.url)));
const words = ['020101', '0500', '3000', '3100', 'a000', '300300', '3080', '0000', '30840000', '06032a0304', '170d3236313132343133353030305a', '0c0161'].map(
  (hex) => Uint8Array.from(Buffer.from(hex, 'hex')),
);

/** The RFC 3161 response: bytes changed, or values inside whose lengths are right again. */
export function timeStampTarget(): Target {
  const bytes = new ByteMutator([seed], words);
  const der = new DerMutator([seed]);
  must(readTimeStamp(seed).ok, 'the seed is a time stamp');
  let input: Uint8Array = new Uint8Array(0);
  return {
    name: 'time-stamp',
    execute: (random) => {
      input = random.oneIn(2) ? bytes.mutant(random) : der.mutant(random);
      const read = readTimeStamp(input);
      if (!read.ok) must(read.why.length > 0, 'a refusal says why');
      else must(equalBytes(written(readDer(input)), input), 'what was taken is written as the same bytes');
      return read.ok;
    },
    shown: () => hexOf(input),
  };
}

function written({ tag, content, children }: Der): Uint8Array {
  return encodeDer(tag, ...(children.length === 0 ? [content] : children.map(written)));
}
