/** A constant that is made when it is first asked for: who never asks does not wait for it. */
export function lazy<T extends {} | null>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
