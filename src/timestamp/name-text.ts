import { fromUtf8, hex } from '../core/bytes.ts';
import { visibleExcerpt } from '../core/visible-text.ts';
import { tags, type Der } from './der.ts';
import { Fields, oidOf } from './der-values.ts';

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const longest = 200;

/** A distinguished name (RFC 5280 section 4.1.2.4) for people, in its own order: `C=…, O=…, CN=…`. Fit for a terminal. */
export function nameText(name: Der): string {
  const parts = name.children.flatMap((set) =>
    set.children.map((pair) => {
      const fields = new Fields(pair, tags.sequence, 'a name');
      const oid = oidOf(fields.next(tags.oid));
      const value = pair.children[1]?.content ?? new Uint8Array(0);
      return `${shortNames[oid] ?? oid}=${fromUtf8(value) ?? `#${hex(value)}`}`;
    }),
  );
  return visibleExcerpt(parts.join(', '), longest);
}
