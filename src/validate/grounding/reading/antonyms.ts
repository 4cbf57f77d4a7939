import { wordKey } from './synonyms.ts';

/** The side of a pair of opposites on which a word stands. */
export interface Pole {
  readonly axis: number;
  readonly side: 1 | -1;
}

const pairs = `
rise increase grow climb surge soar jump advance | fall decrease decline drop plunge slump shrink slide tumble sink
above over exceed | below under
before prior precede ahead | after following follow
more greater | less fewer
high | low
up upward | down downward
gain profit surplus | loss deficit lose
expand expansion widen | contract contraction narrow
accept approve approval adopt | reject rejection refuse decline
allow permit legal lawful authorize | forbid prohibit ban bar illegal unlawful
win won victory | lose defeat
open | close shut
import | export
buy purchase acquire | sell sale
true correct right | false untrue incorrect wrong
success succeed successful | failure fail unsuccessful
safe harmless | dangerous unsafe hazardous harmful
agree | disagree
support favor endorse | oppose against opposition
strengthen | weaken
strong | weak
improve improvement | worsen deteriorate deterioration
accelerate speed | slow decelerate
first | last
best good | worst bad
max maximum most | min minimum least
positive | negative
male man men boy father husband brother son he | female woman women girl mother wife sister daughter she
north northern | south southern
east eastern | west western
left | right
hot warm | cold cool
inside indoor indoors | outside outdoor outdoors
include | exclude
present presence | absent absence
arrive arrival enter | depart departure leave exit
start begin launch | end finish stop cease
raise lift hike | lower cut reduce
tighten | ease loosen
large big | small little
long | short
early | late
old | young new
rich wealthy | poor
full | empty
public | private
domestic | foreign
same identical | different
possible able | impossible unable
guilty convict | innocent acquit
alive survive | dead die kill
major | minor
upper | lower
heavy | light
fast quick rapid | slow
easy | difficult hard
wet | dry
hire employ | fire dismiss
add | remove subtract
reward | punish
ally friend | enemy
love | hate
remember | forget
attack | defend
borrow | lend
senior | junior
`;

const deniedByLatin: ReadonlySet<string> = new Set(
  `valid complete correct accurate adequate effective efficient sufficient visible dependent direct formal active capable consistent secure definite flexible
  appropriate admissible eligible possible perfect proper practical probable mature partial regular relevant responsible legal logical legible agree approve
  honest similar satisfied obey trust appear continue connect qualify allow`
    .split(/\s+/)
    .map(wordKey),
);

const poles: ReadonlyMap<string, readonly Pole[]> = readPoles();

/** The opposites that a word (by its key) takes part in. */
export function polesOf(key: string): readonly Pole[] {
  return poles.get(key) ?? [];
}

/** Whether two words (by key) stand on opposite sides of one pair. */
export function areOpposite(a: string, b: string): boolean {
  return (
    polesOf(a).some((pole) => polesOf(b).some((other) => other.axis === pole.axis && other.side !== pole.side)) || differByPrefix(a, b) || differByPrefix(b, a)
  );
}

// likely/unlikely, toxic/nontoxic; the Latin prefixes only where the rest is a word that they deny (not "income", "display").
function differByPrefix(long: string, short: string): boolean {
  const extra = long.length - short.length;
  if ((extra !== 2 && extra !== 3) || short.length < 3 || !long.endsWith(short)) return false;
  const prefix = long.slice(0, extra);
  return prefix === 'un' || prefix === 'non' || (deniedByLatin.has(short) && /^(?:in|im|ir|il|dis)$/.test(prefix));
}

function readPoles(): ReadonlyMap<string, readonly Pole[]> {
  const map = new Map<string, Pole[]>();
  const lines = pairs.trim().split('\n');
  for (const [axis, line] of lines.entries()) {
    for (const [index, side] of line.split('|').entries()) {
      for (const word of side.trim().split(' ')) {
        const key = wordKey(word);
        const known = map.get(key) ?? [];
        map.set(key, [...known, { axis, side: index === 0 ? 1 : -1 }]);
      }
    }
  }
  return map;
}
