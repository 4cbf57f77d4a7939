import { asInstant, type Instant } from '../core/clock.ts';
import { Malformed, tags, type Der } from './der.ts';

/** The values inside another one, taken one after the other. */
export class Fields {
  readonly #what: string;
  readonly #children: readonly Der[];
  #at = 0;

  /** Throws `Malformed` where the value has another tag. `what` names it in messages. */
  constructor(value: Der, tag: number, what: string) {
    if (value.tag !== tag) throw new Malformed(`${what} is of another type`);
    this.#what = what;
    this.#children = value.children;
  }

  next(tag: number): Der {
    const value = this.optional(tag);
    if (value === undefined) throw new Malformed(`${this.#what} lacks a part, or has it in another place`);
    return value;
  }

  /** The next value, if it has this tag. */
  optional(tag: number): Der | undefined {
    const value = this.#children[this.#at];
    if (value?.tag !== tag) return undefined;
    this.#at += 1;
    return value;
  }

  /** What is left must be nothing. */
  end(): void {
    if (this.#at !== this.#children.length) throw new Malformed(`${this.#what} holds more than it may`);
  }
}

/** The only value inside another one. */
export function onlyChild(value: Der, tag: number, what: string): Der {
  const [child, ...more] = value.children;
  if (child?.tag !== tag || more.length > 0) throw new Malformed(`${what} does not hold exactly one value of its type`);
  return child;
}

/** Dotted decimal text of an object identifier (X.690 section 8.19). */
export function oidOf(value: Der): string {
  if (value.tag !== tags.oid) throw new Malformed('an object identifier is missing');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const octet of value.content) {
    if (fresh && octet === 0x80) throw new Malformed('an object identifier is malformed');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head = 0n, ...rest] = arcs;
  const root = head < 80n ? head / 40n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}

/** An integer from 0 to 2^32 - 1. */
export function smallInteger(value: Der): number {
  const [first = 0] = value.content;
  if (first >= 0x80 || value.content.length > 5) throw new Malformed('a number is negative or too large');
  const number = value.content.reduce((sum, octet) => sum * 256 + octet, 0);
  if (number > 0xffff_ffff) throw new Malformed('a number is negative or too large');
  return number;
}

/** The octets of an integer above 0, without the sign octet. */
export function positiveInteger(value: Der): Uint8Array {
  const [first = 0] = value.content;
  if (first >= 0x80 || (first === 0 && value.content.length === 1)) throw new Malformed('a number is not positive');
  return first === 0 ? value.content.subarray(1) : value.content;
}

/** The octets of a bit string that is made of whole ones. */
export function wholeBitString(value: Der): Uint8Array {
  if (value.tag !== tags.bitString || value.content[0] !== 0) throw new Malformed('a bit string is not made of whole octets');
  return value.content.subarray(1);
}

/** Whether a bit of a string of named bits is set. */
export function namedBit(value: Der, bit: number): boolean {
  const octet = value.content[1 + (bit >> 3)] ?? 0;
  return (octet & (0x80 >> (bit & 7))) !== 0;
}

const utcTime = /^([0-9]{2})([0-9]{10})Z$/;
const generalizedTime = /^([0-9]{4})([0-9]{10})(?:\.([0-9]{0,8}[1-9]))?Z$/;

/**
 * The moment of a time in UTC with seconds (RFC 5280 section 4.1.2.5, RFC 3161 section 2.4.2). Fractions are allowed in a
 * generalised time only, and are rounded up to milliseconds: a time stamp says "no later than".
 */
export function instantOf(value: Der): Instant {
  const text = String.fromCharCode(...value.content.subarray(0, 32));
  const [, year = '', rest = '', fraction = ''] = (value.tag === tags.utcTime ? utcTime : generalizedTime).exec(text) ?? [];
  if (![tags.utcTime as number, tags.generalizedTime].includes(value.tag) || year === '' || value.content.length > 32)
    throw new Malformed('a time is not in UTC with seconds');
  // RFC 5280: two digits from 50 on are of the last century.
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const [month = '', day = '', hour = '', minute = '', second = ''] = rest.match(/../g) ?? [];
  const whole = asInstant(`${full}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  if (whole === undefined) throw new Malformed('a time is no date');
  const millis = Math.ceil(Number(`0.${fraction === '' ? '0' : fraction}`) * 1000);
  const moment = asInstant(new Date(Date.parse(whole) + millis).toISOString());
  // Rounding up the last second of the year 9999 gives a year of five digits.
  if (moment?.length !== whole.length) throw new Malformed('a time is no date');
  return moment;
}
