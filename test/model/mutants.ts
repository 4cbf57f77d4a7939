import type { Json } from './schema-samples.ts';

const strangers: readonly Json[] = [null, true, 0, -1, 1.5, 2 ** 53, '', 'x', 'x'.repeat(5000), '😀', [], [null], {}, { constructor: 1 }, [['a'], 'a', 'a']];

/** The document with one place changed at a time: removed, doubled, renamed, replaced. At most `most` of them, spread over all places. */
export function* mutants(document: Json, most: number): Generator<Json> {
  const all = [...placesOf(document)].flatMap((place) => changesAt(place.at(-1)).map((change) => ({ place, change })));
  const step = Math.max(1, all.length / most);
  for (let at = 0; at < all.length; at += step) {
    const chosen = all[Math.floor(at)];
    if (chosen !== undefined) yield changed(document, chosen.place, chosen.change);
  }
}

type Place = readonly (string | number)[];
type Change = (holder: Record<string, Json>, name: string) => void;

function* placesOf(value: Json, place: Place = []): Generator<Place> {
  yield place;
  if (value === null || typeof value !== 'object') return;
  for (const [name, child] of Object.entries(value)) yield* placesOf(child, [...place, Array.isArray(value) ? Number(name) : name]);
}

function changesAt(name: string | number | undefined): readonly Change[] {
  const replacements = strangers.map(
    (stranger): Change =>
      (holder, key) =>
        void (holder[key] = stranger),
  );
  const inside: Change = (holder, key) => {
    const value = holder[key];
    if (Array.isArray(value)) value.push(...(value.length > 0 ? [structuredClone(value[0] ?? null)] : [7]));
    else if (value !== null && typeof value === 'object') value['surprise/~'] = 1;
    else if (typeof value === 'string') holder[key] = `${value}\n`;
    else if (typeof value === 'number') holder[key] = -value - 0.5;
  };
  if (name === undefined) return [...replacements, inside];
  const remove: Change = (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  };
  const rename: Change = (holder, key) => {
    if (!Array.isArray(holder)) holder[`${key}x`] = holder[key] ?? null;
    remove(holder, key);
  };
  return [...replacements, inside, remove, rename];
}

function changed(document: Json, place: Place, change: Change): Json {
  const root: { document: Json } = { document: structuredClone(document) };
  const path = ['document', ...place];
  let holder = root as Record<string, Json>;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, Json>;
  change(holder, String(path.at(-1)));
  return root.document;
}
