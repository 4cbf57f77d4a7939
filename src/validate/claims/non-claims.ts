import type { Claim } from '../../model/generated/documents.ts';
import { isClaimWord, saySomething } from './claim-words.ts';
import { isLabel, wordsOf } from './label.ts';

export type NonClaimReason = NonNullable<Claim['non_claim_reason']>;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

// A text made of these words alone, with one of `courteous` in it, greets, thanks or says goodbye.
const courtesy = list(`
  hello hi hey dear good morning afternoon evening there thank thanks you for your question asking message of great happy glad to help assist i hope this that helps was useful let me know if have any further more other questions anything else need please
  feel free ask best kind regards sincerely yours welcome all everyone team sir madam or
`);
const courteous = list('hello hi hey morning afternoon evening thank thanks regards sincerely welcome glad happy hope please let');
/** Said before an announcement these only open it; said alone they are an answer, and a claim. */
const affirming = list('sure certainly absolutely of course yes great okay ok');
// A text made of these words alone, and with a colon behind it, announces what follows.
const announcing = list(`
  here is are the a an of to in for from your my our this these following follows below above as summary overview answer response key main points
  findings facts takeaways list bullet details based on according provided given retrieved available documents document sources source context
  passages passage text excerpt excerpts question short brief concise final conclusion note notes and with question's i found can be
`);
const addressing = /^(?:would|do|can|could|may|shall|should|is there|are there|any|anything|have|need|want|what|how)\b/i;
const offering = list('like want need help know have do can could may shall should would is are any provide explain share give tell show more anything');
const asking = /^(?:what|who|where|which) (?:is|are|was|were) /i;
const tags = /^(?:<\/?(?:br|hr|p|div|span|b|i|u|em|strong|ul|ol|li|table|thead|tbody|tr|td|th|details|summary|sup|sub|center)[ \t]{0,5}\/?>\s{0,20}){1,200}$/i;

/** Why a sentence of running text is no claim, or nothing where it is one: everything is, unless it is of a shape that cannot be false. */
export function whyNoClaim(text: string): NonClaimReason | undefined {
  if (!/[\p{L}\p{N}]/u.test(text) || tags.test(text)) return 'markup';
  if (isRefusal(text)) return 'meta';
  if (/\p{N}/u.test(text)) return undefined;
  const words = wordsOf(text);
  if (isCourtesy(text, words)) return 'greeting';
  if (isAnnouncement(text, words)) return 'meta';
  if (isOpenQuestion(text, words)) return 'question';
  return undefined;
}

/** Whether a sentence does no more than open an announcement that follows it: "Sure! Here is the summary:". */
export function opensAnnouncement(text: string, next: NonClaimReason | undefined): boolean {
  const words = wordsOf(text);
  return next === 'meta' && words.length > 0 && words.length <= 3 && words.every((word) => affirming.has(word));
}

/** Why a heading, or a line that only introduces others, is no claim. */
export function whyNoHeading(text: string): NonClaimReason | undefined {
  return isLabel(text) ? 'heading' : whyNoClaim(text);
}

/** A line that ends in a colon, or is set in bold as a whole, stands for a heading. */
export function looksLikeHeading(text: string): boolean {
  return /:[\s*_]*$/.test(text) || /^(?:\*\*|__)[^*_\n]{1,120}(?:\*\*|__):?$/.test(text);
}

/** Lines of code hold no claim while they hold no figure and say nothing in words. */
export function whyNoCode(text: string): NonClaimReason | undefined {
  if (/\p{N}/u.test(text)) return undefined;
  const words = wordsOf(text.replace(/([\p{Ll}])(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '));
  return saySomething(words) || /\p{L}+ \p{L}+ \p{L}+/u.test(text) ? undefined : 'code';
}

// The sentence that the built-in prompt asks for where the sources are silent. Alone it leaves no claim, which is held.
export function isRefusal(text: string): boolean {
  return (
    text
      .replace(/[*_.\s]+/g, ' ')
      .trim()
      .toLowerCase() === 'the retrieved sources do not answer this question'
  );
}

function isCourtesy(text: string, words: readonly string[]): boolean {
  if (words.length <= 20 && words.every((word) => courtesy.has(word)) && words.some((word) => courteous.has(word))) return true;
  const name = /^(?:dear|hello|hi|hey)\s+([^.!,:\n]{1,60})[.!,:]?$/i.exec(text)?.[1];
  return name !== undefined && isLabel(name) && wordsOf(name).length <= 4 && /^\p{Lu}/u.test(name);
}

function isAnnouncement(text: string, words: readonly string[]): boolean {
  if (words.length > 16 || !words.every((word) => announcing.has(word))) return false;
  return /:[\s*_]*$/.test(text) || /^(?:here|below)\b/i.test(text);
}

/** A question that offers, or asks what something is, asserts nothing. All others may: "Why does X harm children?" */
function isOpenQuestion(text: string, words: readonly string[]): boolean {
  if (!/[?？][\s"”*_)]*$/.test(text) || words.length > 25) return false;
  const telling = words.filter((word) => isClaimWord(word) && !offering.has(word) && !['was', 'were'].includes(word));
  if (telling.length > 0 || words.some((word) => word === 'that' || word.endsWith("n't"))) return false;
  if (asking.test(text)) return words.length <= 10 && !saySomething(words.slice(2));
  return (
    addressing.test(text) &&
    words.some((word) => word === 'you' || word === 'i' || word === 'else') &&
    !saySomething(words.filter((word) => !offering.has(word)))
  );
}
