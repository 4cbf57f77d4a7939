import { irregularForms } from './irregular-forms.ts';

/** Folds the forms of an English word into one, lightly: plural, past, -ing, -ly, British and American spelling. Takes and gives lower case. */
export function stem(word: string): string {
  const base = irregularForms.get(word);
  if (base !== undefined) return oneSpelling(base);
  const singular = withoutPlural(word);
  const root = irregularForms.get(singular) ?? withoutSuffix(singular);
  return oneSpelling(irregularForms.get(root) ?? root);
}

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || unchanged.has(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  return /(?:x|ch|sh|ss|zz)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

const unchanged: ReadonlySet<string> = new Set(
  'series species news data media supply apply reply rely imply comply ally family italy july daily assembly monopoly anomaly multiply'.split(' '),
);

const suffixes: readonly (readonly [suffix: string, least: number])[] = [
  ['isation', 4],
  ['ization', 4],
  ['ation', 5],
  ['ment', 6],
  ['ing', 3],
  ['ed', 3],
  ['ly', 4],
];

const vowel = /[aeiouy]/;

function withoutSuffix(word: string): string {
  if (unchanged.has(word)) return word;
  for (const [suffix, least] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    if (rest.length >= least && vowel.test(rest)) return suffix.endsWith('zation') || suffix.endsWith('sation') ? `${rest}ize` : undoubled(rest);
  }
  return word;
}

function undoubled(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

function oneSpelling(word: string): string {
  const root = word.length > 3 ? word.replace(/e$/, '').replace(/y$/, 'i') : word;
  if (root.length >= 6 && root.endsWith('ll')) return root.slice(0, -1);
  if (root.length >= 6 && root.endsWith('is')) return `${root.slice(0, -2)}iz`;
  return root.length > 4 && root.endsWith('our') ? `${root.slice(0, -3)}or` : root;
}
