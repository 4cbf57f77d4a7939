import { concatBytes } from '../core/bytes.ts';

/** A value in DER: tag octet, length in its shortest form, contents one after the other. */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(contents);
  const { length } = content;
  if (length < 0x80) return concatBytes([Uint8Array.of(tag, length), content]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return concatBytes([Uint8Array.of(tag, 0x80 | octets.length, ...octets), content]);
}

/** Content of an INTEGER from the octets of a number that is not negative. */
export function integerContent(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const magnitude = first < 0 ? Uint8Array.of(0) : octets.subarray(first);
  return (magnitude[0] ?? 0) < 0x80 ? magnitude : concatBytes([Uint8Array.of(0), magnitude]);
}
