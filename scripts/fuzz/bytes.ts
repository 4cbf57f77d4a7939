import type { Random } from './random.ts';

/** Numbers at which something ends. */
const edges = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

/** Makes one of many changes to bytes, or some of them one after the other. The result is valid until the next call. */
export class ByteMutator {
  readonly #seeds: readonly Uint8Array[];
  readonly #words: readonly Uint8Array[];
  readonly #longest: number;
  readonly #room: Uint8Array;
  readonly #view: DataView;
  #length = 0;

  /** `words`: pieces that mean something to the parser. */
  constructor(seeds: readonly Uint8Array[], words: readonly Uint8Array[]) {
    this.#seeds = seeds;
    this.#words = words;
    this.#longest = Math.max(...seeds.map((seed) => seed.length), 64) * 2 + 256;
    this.#room = new Uint8Array(this.#longest);
    this.#view = new DataView(this.#room.buffer);
  }

  /** A seed with one to five changes, now and then with none. */
  mutant(random: Random): Uint8Array {
    return this.changed(random.pick(this.#seeds), random);
  }

  changed(seed: Uint8Array, random: Random): Uint8Array {
    this.#room.set(seed);
    this.#length = seed.length;
    if (random.oneIn(500)) return this.#room.subarray(0, this.#length);
    for (let left = random.oneIn(2) ? 1 : 1 + random.below(5); left > 0; left -= 1) this.#change(random);
    return this.#room.subarray(0, this.#length);
  }

  #change(random: Random): void {
    const at = random.below(this.#length);
    const span = 1 + random.below(random.oneIn(4) ? this.#length - at : Math.min(16, this.#length - at));
    switch (random.below(12)) {
      case 0:
        this.#room[at] = (this.#room[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 1:
        this.#room[at] = random.bits();
        break;
      case 2:
        this.#room[at] = (this.#room[at] ?? 0) + (random.oneIn(2) ? 1 : -1);
        break;
      case 3:
        this.#number(at, random);
        break;
      case 4:
        this.#splice(at, span, new Uint8Array(0));
        break;
      case 5:
        this.#length = at;
        break;
      case 6:
        this.#splice(at, 0, this.#room.slice(at, at + span));
        break;
      case 7:
        this.#splice(at, random.oneIn(2) ? 0 : span, random.pick(this.#words));
        break;
      case 8:
        this.#swap(at, random.below(this.#length), span);
        break;
      case 9:
        this.#room.fill(random.oneIn(2) ? 0 : random.bits(), at, Math.min(at + span, this.#length));
        break;
      case 10:
        this.#splice(
          at,
          0,
          Uint8Array.from({ length: 1 + random.below(8) }, () => random.bits()),
        );
        break;
      default: {
        const other = random.pick(this.#seeds);
        const from = random.below(other.length);
        this.#splice(at, this.#length - at, other.subarray(from, from + this.#longest - at));
      }
    }
  }

  #number(at: number, random: Random): void {
    const value = random.pick(edges);
    const isLittle = random.oneIn(2);
    if (random.oneIn(2) && at + 4 <= this.#length) this.#view.setUint32(at, value, isLittle);
    else if (at + 2 <= this.#length) this.#view.setUint16(at, value, isLittle);
  }

  #splice(at: number, remove: number, put: Uint8Array): void {
    const rest = Math.min(this.#length, at + remove);
    const length = this.#length - (rest - at) + put.length;
    if (length > this.#longest) return;
    this.#room.copyWithin(at + put.length, rest, this.#length);
    this.#room.set(put, at);
    this.#length = length;
  }

  #swap(a: number, b: number, span: number): void {
    const size = Math.min(span, Math.abs(a - b), this.#length - Math.max(a, b));
    const held = this.#room.slice(a, a + size);
    this.#room.copyWithin(a, b, b + size);
    this.#room.set(held, b);
  }
}
