/** Characters that carry what a reader cannot see. UTF-16 offsets. */
export interface HiddenText {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

interface Kind {
  readonly shape: RegExp;
  readonly what: string;
}

const kinds: readonly Kind[] = [
  // Flags of regions are spelt with tags behind a black flag: those are seen.
  { shape: /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8})[\u{e0000}-\u{e007f}]+/gu, what: 'tag characters' },
  // Embeddings, overrides and isolates make a text read in another order than it is stored in.
  { shape: /[\u202a-\u202e\u2066-\u2069]/gu, what: 'direction controls' },
  // One selector after a character is ordinary; a row of them spells bytes.
  { shape: /(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]){2,}/gu, what: 'rows of variation selectors' },
  { shape: /(?:\u200b|\u200c|\u200d|[\u2060-\u2064]|\ufeff){4,}/gu, what: 'rows of zero-width characters' },
  { shape: /(?<=\p{Nd}|\p{Nd}[.,])(?:\u200b|\u200c|\u200d|[\u2060-\u2064]|\ufeff)+(?=[.,]?\p{Nd})/gu, what: 'zero-width characters inside a figure' },
];

// Web pages are full of stray ones between words; a model has no reason to write them.
const insideWords: Kind = {
  shape: /(?<=\p{sc=Latin})(?:\u200b|\u200c|\u200d|[\u2060-\u2064]|\ufeff)+(?=\p{sc=Latin})/gu,
  what: 'zero-width characters inside a word',
};

const any = /\u200b|\u200c|\u200d|[\u202a-\u202e\u2060-\u2069]|[\ufe00-\ufe0f]|\ufeff|[\u{e0000}-\u{e01ef}]/u;

/** The first place of each kind of hidden text in a source. */
export function hiddenText(text: string): readonly HiddenText[] {
  return find(text, kinds);
}

/** The same in an output, where even a single hidden character inside a word is odd. */
export function hiddenInOutput(text: string): readonly HiddenText[] {
  return find(text, [...kinds, insideWords]);
}

function find(text: string, wanted: readonly Kind[]): readonly HiddenText[] {
  if (!any.test(text)) return [];
  return wanted.flatMap(({ shape, what }) => {
    for (const match of text.matchAll(shape)) return [{ start: match.index, end: match.index + match[0].length, what }];
    return [];
  });
}
