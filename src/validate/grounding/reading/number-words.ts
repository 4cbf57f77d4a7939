import type { Word } from './words.ts';

const ones: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, index) => [word, (index + 2) * 10]),
);
const ordinals: ReadonlyMap<string, number> = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ').map((word, index) => [word, index + 1]),
);
const scales: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['dozen', 12],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['million', 1e6],
  ['mn', 1e6],
  ['mln', 1e6],
  ['crore', 1e7],
  ['billion', 1e9],
  ['bn', 1e9],
  ['bln', 1e9],
  ['trillion', 1e12],
  ['tn', 1e12],
]);

/** A number spelt in words, `next` being the index behind it. */
export interface SpeltNumber {
  readonly value: number;
  readonly next: number;
}

/** What a word multiplies the number before it by: thousand, million, bn. */
export function scaleOf(lower: string): number | undefined {
  return scales.get(lower);
}

/** 1 for "first" to 12 for "twelfth". */
export function ordinalOf(lower: string): number | undefined {
  return ordinals.get(lower);
}

/** Reads "twenty-one", "two hundred and five", "a million" at an index. */
export function spelledNumber(words: readonly Word[], at: number): SpeltNumber | undefined {
  const first = words[at]?.lower ?? '';
  let next = at;
  let total = 0;
  let group = 0;
  let seen = false;
  if ((first === 'a' || first === 'an') && scales.has(words[at + 1]?.lower ?? '')) {
    group = 1;
    next = at + 1;
  }
  for (;;) {
    const step = oneStep(words, next, seen);
    if (step === undefined) break;
    seen = true;
    next = step.next;
    if (step.kind === 'add') group += step.value;
    else if (step.value === 100) group = Math.max(group, 1) * 100;
    else {
      total += Math.max(group, 1) * step.value;
      group = 0;
    }
  }
  return seen && (next > at + 1 || !scales.has(first)) ? { value: total + group, next } : undefined;
}

interface Step {
  readonly kind: 'add' | 'scale';
  readonly value: number;
  readonly next: number;
}

function oneStep(words: readonly Word[], at: number, inside: boolean): Step | undefined {
  const lower = words[at]?.lower ?? '';
  const ten = tens.get(lower);
  if (ten !== undefined) {
    const joined = words[at + 1]?.text === '-' ? at + 2 : at + 1;
    const one = ones.get(words[joined]?.lower ?? '');
    return one !== undefined && one > 0 && one < 10 ? { kind: 'add', value: ten + one, next: joined + 1 } : { kind: 'add', value: ten, next: at + 1 };
  }
  const one = ones.get(lower);
  if (one !== undefined) return inside && !followsScale(words, at) ? undefined : { kind: 'add', value: one, next: at + 1 };
  const scale = scales.get(lower);
  if (scale !== undefined) return { kind: 'scale', value: scale, next: at + 1 };
  if (inside && lower === 'and' && scales.has(words[at - 1]?.lower ?? '')) {
    const after = words[at + 1]?.lower ?? '';
    if (ones.has(after) || tens.has(after)) return oneStep(words, at + 1, false);
  }
  return undefined;
}

function followsScale(words: readonly Word[], at: number): boolean {
  return scales.has(words[at - 1]?.lower ?? '');
}
