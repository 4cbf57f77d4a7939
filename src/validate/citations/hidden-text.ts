/** Characters that carry what a reader cannot see. UTF-16 offsets. */
export interface HiddenText {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

// Flags of regions are spelt with tags behind a black flag, and closed by a cancel tag: those are seen.
const tags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8})[\u{e0000}-\u{e007f}]+/gu;
// Embeddings and overrides make a text read in another order than it is stored in.
const overrides = /[\u202a-\u202e\u2066-\u2069]/gu;
// One selector after a character is ordinary; a row of them spells bytes.
const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/gu;
// Joiners are part of Indic, Arabic and emoji writing; between Latin letters or digits they only hide or split words.
const zeroWidth = /(?<=[\p{sc=Latin}\p{Nd}.,])[\u200b-\u200d\u2060\ufeff\u180e\u034f]+(?=[\p{sc=Latin}\p{Nd}.,])|[\u200b-\u200d\u2060-\u2064\ufeff]{4,}/gu;

const kinds: readonly { readonly shape: RegExp; readonly what: string }[] = [
  { shape: tags, what: 'tag characters' },
  { shape: overrides, what: 'direction overrides' },
  { shape: selectors, what: 'rows of variation selectors' },
  { shape: zeroWidth, what: 'zero-width characters inside words' },
];

/** The first place of each kind of hidden text. */
export function hiddenText(text: string): readonly HiddenText[] {
  if (!/[\u034f\u180e\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0000}-\u{e01ef}]/u.test(text)) return [];
  return kinds.flatMap(({ shape, what }) => {
    for (const match of text.matchAll(shape)) return [{ start: match.index, end: match.index + match[0].length, what }];
    return [];
  });
}
