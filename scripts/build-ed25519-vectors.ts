// Writes test/vectors/ed25519/vectors.json: signatures made of every kind of key, commitment and scalar, with the decision that
// follows from how each was made. The kinds are those of C2SP's CCTV and of ed25519-speccheck, built anew from their descriptions.
// `--check` exits 1 where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { Point } from '@noble/ed25519';
import { concatBytes, fromHex, hex, utf8 } from '../src/core/bytes.ts';

const target = 'test/vectors/ed25519/vectors.json';

const order = Point.CURVE().n;
const prime = Point.CURVE().p;
/** A point of order 8: its multiples are all eight points of small order. */
const eighth = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
const torsion = [Point.ZERO];
for (let i = 1; i < 8; i += 1) torsion.push((torsion[i - 1] ?? Point.ZERO).add(eighth));

interface Encoded {
  readonly kind: string;
  /** Logarithm of its part of prime order; 0 where it has none. */
  readonly scalar: bigint;
  readonly point: Point;
  readonly bytes: Uint8Array;
  /** Canonical, and of prime order. */
  readonly sound: boolean;
}

interface Vector {
  readonly name: string;
  readonly key: string;
  readonly message: string;
  readonly signature: string;
  readonly accept: boolean;
}

/** Points with a part of prime order, without, and with each torsion; those of small order in every spelling that decoders take. */
function points(scalar: bigint): readonly Encoded[] {
  const large = torsion.map((tail, index): Encoded => {
    const point = Point.BASE.multiply(scalar).add(tail);
    return { kind: index === 0 ? 'prime order' : `torsion ${index}`, scalar, point, bytes: point.toBytes(), sound: index === 0 };
  });
  const small = torsion.flatMap((point, index) =>
    spellings(point).map((bytes, spelling): Encoded => ({ kind: `small order ${index} spelling ${spelling}`, scalar: 0n, point, bytes, sound: false })),
  );
  return [...large, ...small];
}

/** The canonical encoding first; then y + p where it fits into 255 bits, and the sign of an x that has none. */
function spellings(point: Point): readonly Uint8Array[] {
  const { x, y } = point.toAffine();
  const sign = x & 1n;
  const ys = y + prime < 2n ** 255n ? [y, y + prime] : [y];
  const signs = x === 0n ? [sign, 1n - sign] : [sign];
  return ys.flatMap((value) => signs.map((bit) => littleEndian(value + bit * 2n ** 255n)));
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
}

function challenge(commitment: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  const digest = createHash('sha512')
    .update(concatBytes([commitment, key, message]))
    .digest();
  return BigInt(`0x${hex(digest.reverse())}`) % order;
}

/** Whether R + kA has no torsion left: then a verifier without the cofactor agrees with one that has it. */
function cancels(commitment: Encoded, key: Encoded, k: bigint): boolean {
  const tail = commitment.point.add(key.point.multiply(k, false));
  // L times it, which the arithmetic takes only below L.
  return tail
    .multiply(order - 1n, false)
    .add(tail)
    .is0();
}

/** A message under which the torsion of R and kA cancel, or do not: two vectors of every pair, where both exist. */
function messagesOf(commitment: Encoded, key: Encoded): readonly Uint8Array[] {
  const found = new Map<boolean, Uint8Array>();
  for (let number = 0; number < 24 && found.size < 2; number += 1) {
    const message = utf8(`message ${number}`);
    const cancelling = cancels(commitment, key, challenge(commitment.bytes, key.bytes, message));
    if (!found.has(cancelling)) found.set(cancelling, message);
  }
  return [...found.values()];
}

function vectorsOf(key: Encoded, commitment: Encoded): readonly Vector[] {
  return messagesOf(commitment, key).flatMap((message, number) => {
    const k = challenge(commitment.bytes, key.bytes, message);
    const s = (commitment.scalar + k * key.scalar) % order;
    // Some verifiers hash what they decoded, written again, and not what was sent.
    const kAgain = challenge(commitment.point.toBytes(), key.point.toBytes(), message);
    const sAgain = (commitment.scalar + kAgain * key.scalar) % order;
    const sound = key.sound && commitment.sound;
    const scalars: readonly (readonly [kind: string, value: bigint, right: boolean])[] = [
      ['S', s, true],
      ['S + L', s + order, false],
      ['S + 8L', s + 8n * order, false],
      ['S with its highest bit', s + 2n ** 255n, false],
      ['L - S', (order - s) % order, false],
      ...(sAgain === s ? [] : [['S of the hash over canonical bytes', sAgain, false] as const]),
    ];
    return scalars.map(([kind, value, right]) => ({
      name: `A ${key.kind}, R ${commitment.kind}, ${kind}, ${number}`,
      key: hex(key.bytes),
      message: hex(message),
      signature: hex(concatBytes([commitment.bytes, littleEndian(value % 2n ** 256n)])),
      accept: sound && right,
    }));
  });
}

/** Encodings that are no point, or one of an unknown logarithm: as keys and as commitments. */
function strangeEncodings(): readonly Vector[] {
  const small = Array.from({ length: 19 }, (_, y) => littleEndian(prime + BigInt(y)));
  const strange = [...small, littleEndian(2n ** 256n - 1n), littleEndian(2n), littleEndian(prime - 2n), littleEndian(2n ** 255n + 2n)];
  const honest = points(5n)[0]?.bytes ?? new Uint8Array(32);
  const one = littleEndian(1n);
  return strange.flatMap((bytes) =>
    [
      { name: `A is ${hex(bytes)}`, key: hex(bytes), signature: hex(concatBytes([honest, one])) },
      { name: `R is ${hex(bytes)}`, key: hex(honest), signature: hex(concatBytes([bytes, one])) },
    ].map((vector) => ({ ...vector, message: '', accept: false })),
  );
}

/** RFC 8032 section 7.1, the first three: what everybody accepts. */
const published: readonly Vector[] = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
].map(([key = '', message = '', signature = ''], index) => ({ name: `RFC 8032 test ${index + 1}`, key, message, signature, accept: true }));

const keys = points(0x1234_5678_9abc_def1n);
const commitments = points(0xfeed_beef_0000_0007n);
const vectors = [...published, ...keys.flatMap((key) => commitments.flatMap((commitment) => vectorsOf(key, commitment))), ...strangeEncodings()];
if (vectors.some(({ signature }) => fromHex(signature)?.length !== 64)) throw new Error('a signature has another length');

const content = `[\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n`;
let committed: string | undefined;
try {
  committed = readFileSync(target, 'utf8');
} catch {
  committed = undefined;
}
const isStale = committed !== content;
if (process.argv.includes('--check')) {
  if (isStale) process.stderr.write(`${target} is stale: run node scripts/build-ed25519-vectors.ts\n`);
  process.exitCode = isStale ? 1 : 0;
} else if (isStale) writeFileSync(target, content);
process.stdout.write(`${target}: ${vectors.length} vectors, ${vectors.filter(({ accept }) => accept).length} to accept\n`);
