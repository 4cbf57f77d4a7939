import { utf8 } from '../../core/bytes.ts';
import { canonicalDocument } from '../../core/canonical-json.ts';
import type { Provider } from '../provider.ts';

/**
 * An answer that was made elsewhere and came with the input. The record holds what was handed in and what is claimed to have
 * come of it, and says that nobody of ours saw the one turn into the other.
 */
export function declaredProvider(answer: string): Provider {
  return {
    name: 'declared',
    seen: false,
    async generate({ question, passages }, sink) {
      const handed = passages.map(({ source, text }) => ({ retrieval_id: source.retrieval_id, text }));
      sink.sent(utf8(canonicalDocument({ question, passages: handed })), 'application/json');
      sink.notCaptured('the generation itself', 'the answer was made elsewhere and declared with the input');
      return { text: answer };
    },
  };
}
