/** Gives `length` random bytes. An argument everywhere, so that a run can be made again byte for byte. */
export type RandomBytes = (length: number) => Uint8Array;
