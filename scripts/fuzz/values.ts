import { isWellFormed } from '../../src/core/bytes.ts';
import type { Random } from './random.ts';

type Holder = Record<string | number, unknown>;

interface Place {
  readonly holder: Holder;
  readonly key: string | number;
}

/** What a program did not expect in its place. */
const hostile: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0,
  1,
  1.5,
  1e21,
  -0,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_VALUE,
  '',
  ' ',
  '0',
  'a',
  '..',
  '/',
  '\u0000',
  '\u2028',
  '\u{1f600}',
  '\u202e',
  'constructor',
  'x'.repeat(300),
  '\u{10ffff}'.repeat(130),
  'sha256:',
  `sha256:${'0'.repeat(64)}`,
  `sha256:${'0'.repeat(64)}\n`,
  '2026-02-30T00:00:00.000Z',
  '2026-11-24T13:47:20.000Z',
  '2026-11-24T13:47:20.000z',
  '+275760-09-13T00:00:00.000Z',
];

/** Changes JSON values in place, field by field, and takes it back: copying them would take longer than to check them. */
export class ValueMutator {
  readonly #seeds: readonly { readonly root: readonly unknown[]; readonly places: readonly Place[] }[];
  readonly #undo: (() => void)[] = [];

  constructor(seeds: readonly unknown[]) {
    this.#seeds = seeds.map((seed) => {
      // An item of a list can be changed and not be taken away: there always is a value.
      const root = [structuredClone(seed)];
      return { root, places: placesIn(root) };
    });
  }

  /** A seed with no to four changes. `restore` before the next one. */
  mutant(random: Random): unknown {
    const { root, places } = random.pick(this.#seeds);
    const changes = random.oneIn(30) ? 0 : random.oneIn(2) ? 1 : 1 + random.below(4);
    for (let left = changes; left > 0; left -= 1) this.#change(random.pick(places), places, random);
    return root[0];
  }

  restore(): void {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) undo();
  }

  #change({ holder, key }: Place, places: readonly Place[], random: Random): void {
    const before = holder[key];
    this.#undo.push(() => (holder[key] = before));
    switch (random.below(7)) {
      case 0:
        if (Array.isArray(holder)) holder[key] = random.pick(hostile);
        else delete holder[key];
        break;
      case 1:
        this.#more(before, random);
        break;
      case 2: {
        const other = random.pick(places);
        const put = other.holder[other.key];
        // A value inside of itself would have no end.
        if (put !== undefined && (typeof put !== 'object' || put === null || placesIn([put]).length < 4)) holder[key] = structuredClone(put);
        break;
      }
      case 3:
        if (typeof before === 'string') holder[key] = respelled(before, random);
        else if (typeof before === 'number') holder[key] = before + random.pick([-1, 1, 0.5, 2 ** 40]);
        break;
      case 4:
        holder[key] = random.oneIn(2) ? [] : {};
        break;
      default:
        holder[key] = random.pick(hostile);
    }
  }

  /** One member more in an object, one item more in a list. */
  #more(value: unknown, random: Random): void {
    if (Array.isArray(value)) {
      const length = value.length;
      value.push(length > 0 && random.oneIn(2) ? (value as unknown[])[0] : random.pick(hostile));
      this.#undo.push(() => (value.length = length));
    } else if (typeof value === 'object' && value !== null) {
      const name = random.pick(['more', 'constructor', 'toString', '', 'format', 'name', 'é']);
      if (Object.hasOwn(value, name)) return;
      (value as Holder)[name] = random.pick(hostile);
      this.#undo.push(() => delete (value as Holder)[name]);
    }
  }
}

function respelled(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const put = random.pick(['', 'a', '0', '/', '\n', ' ', 'é', '\u{1f600}', 'A', '-', text]);
  const changed = text.slice(0, at) + put + text.slice(at + random.below(3));
  // Half a surrogate pair has no spelling in UTF-8, and no parser of bytes meets one.
  return isWellFormed(changed) ? changed : text;
}

function placesIn(parent: object): readonly Place[] {
  const holder = parent as Holder;
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key];
    return [{ holder, key }, ...(typeof value === 'object' && value !== null ? placesIn(value) : [])];
  });
}
