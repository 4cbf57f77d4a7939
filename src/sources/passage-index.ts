import MiniSearch from 'minisearch';
import { compareBytewise, utf8 } from '../core/bytes.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { requireDistinct } from './distinct.ts';
import { searchTerm, wordsOf } from './index-terms.ts';
import type { Passage } from './snapshot.ts';

/** A passage that a search found. `rank` counts from 1, `score` has six decimals. */
export interface Hit {
  readonly passage: Passage;
  readonly rank: number;
  readonly score: number;
}

/** What a search gave, with all that it depended on. */
export interface SearchResult {
  readonly results: readonly Hit[];
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly index: { readonly name: string; readonly version: string; readonly passages: number; readonly sha256: Digest };
}

export interface PassageIndex {
  /** The best `top` passages, best first; none where no word of the query occurs. The same query always gives the same. */
  search(query: string, options: { readonly top: number }): SearchResult;
}

/** Saturation of repeated words, weight of a passage's length, and least weight of a word that occurs (Lv and Zhai 2011). */
const bm25 = { k: 1.2, b: 0.7, d: 0.5 };
const version = '7.2.0';
const decimals = 6;

/** Indexes passages for lexical search (BM25+). Throws `source-id-twice` where two have one retrieval id. */
export function createPassageIndex(passages: readonly Passage[], hash: HashBytes): PassageIndex {
  const idOf = ({ source }: Passage): string => source.retrieval_id;
  requireDistinct(passages, idOf, idOf);
  // Sums of floating-point numbers depend on their order: sorted, the scores depend on the passages alone.
  const sorted = [...passages].sort((a, b) => compareBytewise(idOf(a), idOf(b)));
  const byId = new Map(sorted.map((passage) => [idOf(passage), passage]));
  const engine = new MiniSearch<{ id: string; text: string }>({ fields: ['text'], tokenize: wordsOf, processTerm: searchTerm });
  engine.addAll(sorted.map((passage) => ({ id: idOf(passage), text: passage.text })));
  const index = { name: 'minisearch', version, passages: sorted.length, sha256: hash(utf8(sorted.map(lineOf).join(''))) };
  return {
    search: (query, { top }) => {
      const found = engine.search(query, { combineWith: 'OR', prefix: false, fuzzy: false, bm25 });
      const ranked = found
        .map(({ id, score }) => ({ passage: byId.get(String(id)), id: String(id), score: Number(score.toFixed(decimals)) }))
        .sort((a, b) => b.score - a.score || compareBytewise(a.id, b.id));
      const results = ranked.slice(0, top).flatMap(({ passage, score }, position) => (passage === undefined ? [] : [{ passage, rank: position + 1, score }]));
      return { results, parameters: { ...bm25, top, combine: 'or', terms: 'english-light/1' }, index };
    },
  };
}

function lineOf({ source }: Passage): string {
  return `${source.retrieval_id} ${source.sha256}\n`;
}
