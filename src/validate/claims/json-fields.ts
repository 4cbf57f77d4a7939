const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const citing = list(
  'citation citations cite cites source sources sourceid sourceids reference references ref refs retrievalid retrievalids docid docids documentid documentids evidenceid evidenceids',
);
const quoting = list('quote quotes quotation quotations quotedtext exactquote verbatim excerpt excerpts evidence');
const neutral = list(
  'answer answers text statement statements sentence sentences content summary output response result results claim claims message paragraph paragraphs body item items point points keypoints bullet bullets details explanation conclusion',
);
const naming = list('title heading header section');
const numbering = list('id number index label page pages rank start end offset');

/** What a member of a JSON output is by its name. `value`: its name is part of what it says ("inflation": "2 %"). */
export type FieldRole = 'citation' | 'quotation' | 'text' | 'heading' | 'value';

export function roleOf(key: string): FieldRole {
  const name = key.toLowerCase().replace(/[^a-z]/g, '');
  // A name with more in it than letters, `_` and `-` is written to be read.
  if (!/^[A-Za-z_-]+$/.test(key)) return 'value';
  if (citing.has(name)) return 'citation';
  if (quoting.has(name)) return 'quotation';
  if (neutral.has(name)) return 'text';
  return naming.has(name) ? 'heading' : 'value';
}

/** Members of a citation that only number it: they say nothing of the world. */
export function isNumbering(key: string): boolean {
  return numbering.has(key.toLowerCase());
}

/** The name of a member as words: `policyRate` and `policy_rate` are "policy rate". */
export function wordsOfKey(key: string): string {
  return key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim();
}
