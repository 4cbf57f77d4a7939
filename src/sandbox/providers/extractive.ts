import { utf8 } from '../../core/bytes.ts';
import { canonicalDocument } from '../../core/canonical-json.ts';
import { noAnswer } from '../prompt.ts';
import type { Provider } from '../provider.ts';
import { chooseQuotes } from './quote-choice.ts';

export interface ExtractiveOptions {
  /** How many quotations an answer holds at most. Default: 3. */
  readonly quotes?: number;
}

/**
 * The embedded provider: answers with whole sentences and table rows of the passages, letter by letter, each a paragraph with
 * its citation. No model, no network: the same question and passages always give the same bytes.
 */
export function extractiveProvider(options: ExtractiveOptions = {}): Provider {
  const quotes = options.quotes ?? 3;
  return {
    name: 'extractive',
    seen: true,
    async generate({ question, passages }, sink) {
      const given = passages.map(({ source, text }) => ({ retrieval_id: source.retrieval_id, text }));
      sink.sent(utf8(canonicalDocument({ question, passages: given, quotes })), 'application/json');
      // Bumped whenever the same request would get another answer.
      sink.learnt({ model: { requested: 'extractive-1', answered: 'extractive-1' } });
      const chosen = chooseQuotes(question, passages, quotes);
      const lines = chosen.map(({ text, retrieval_id }) => `“${text}” [${retrieval_id}]`);
      return { text: lines.length === 0 ? noAnswer : lines.join('\n\n') };
    },
  };
}
