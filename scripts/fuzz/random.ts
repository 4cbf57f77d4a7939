/** Random numbers that follow from a seed and the number of an execution: whatever breaks can be made again. Not for secrets. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** Begins anew for one execution. */
  at(seed: number, index: number): this {
    this.#a = mixed(seed ^ 0x9e37_79b9);
    this.#b = mixed(index);
    this.#c = mixed(Math.floor(index / 2 ** 32) ^ 0x85eb_ca6b);
    this.#d = mixed(this.#a ^ this.#b) | 1;
    this.bits();
    this.bits();
    return this;
  }

  /** 32 bits (xoshiro128**, Blackman and Vigna). */
  bits(): number {
    const result = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return result;
  }

  /** From 0 up to and without `limit`; 0 where the limit is 0. */
  below(limit: number): number {
    return limit <= 0 ? 0 : Math.floor((this.bits() / 2 ** 32) * limit);
  }

  /** True once in so many. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** The finaliser of MurmurHash3: neighbours become strangers. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return hash ^ (hash >>> 16);
}
