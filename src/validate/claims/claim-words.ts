const list = (words: string): readonly string[] => words.trim().split(/\s+/);

/** Finite verbs: a text with one says something. English, and the auxiliaries of languages that headings are written in. */
const verbs = list(`
  is are am was were be been being isn't aren't wasn't weren't has have had hasn't haven't hadn't do does did don't doesn't didn't
  can can't cannot could couldn't may might must shall should shouldn't will won't would wouldn't
  rises rose risen falls fell fallen grows grew grown shrinks shrank drops climbs jumps slips soars surges plunges plummets tumbles rallies rebounds
  increases decreases declines doubles triples halves raises lifts cuts keeps kept holds held leaves left lowers hikes trims eases tightens
  says said tells told shows shown reports announces confirms warns expects sees saw plans denies admits claims finds found proves states
  wins won loses lost beats beat hits hit reaches exceeds gains leads led joins quits resigns dies died kills killed causes cures prevents
  reduces improves worsens helps hurts harms damages protects supports opposes backs approves rejects bans allows permits requires needs
  forbids buys bought sells sold acquires owns pays paid costs makes made takes took gives gave gets got goes went comes came becomes became
  begins began starts ends stops stays remains moves sets brings brought sends sent meets met builds built breaks broke runs ran writes wrote
  speaks spoke stands stood turns works fails passes ensures guarantees provides contains includes means treats heals saves saved
  rising falling growing declining increasing decreasing dying causing killing shrinking
  ist sind war waren wird werden wurde wurden hat haben hatte kann können muss soll darf bleibt steigt stieg sinkt sank fällt fiel erhöht senkt
  est sont était étaient sera ont peut doit a-t augmente baisse reste
  es son era eran fue fueron será ha han hay tiene puede debe sube baja
  è sono erano sarà può deve são foi foram tem pode
  jest są był była było zijn wordt werd heeft är har blir
`);

/** Words that judge, deny or count: they make a claim of a phrase without a verb. */
const judging = list(`
  no not never none nothing nobody neither nor without zero every all always only any each both half twice double triple
  one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion trillion dozen percent
  safe unsafe harmless harmful toxic dangerous deadly fatal effective ineffective guaranteed proven unproven certified legal illegal lawful unlawful
  true false correct incorrect wrong right best worst better worse higher lower larger smaller largest smallest highest lowest more less most least
  fewer above below up down unchanged stable dead alive innocent guilty bankrupt free fake recommended mandatory prohibited forbidden suitable fit
  nein kein keine nicht nie sans aucun jamais ningún nunca nessuno mai
`);

const endsInEd = new Set(list('need speed seed feed weed deed bed shed sled embed breed indeed united'));
const introducing = new Set(list('the a an our its their your this these those and or & of'));
const claiming = new Set([...verbs, ...judging]);

/** Whether a word by itself makes a claim of the text that holds it. */
export function isClaimWord(word: string): boolean {
  return claiming.has(word);
}

/** Whether words in a row say something: a claim word, or a past tense that is no attribute ("rates increased", not "proposed rates"). */
export function saySomething(words: readonly string[]): boolean {
  return words.some((word, at) => claiming.has(word) || isPastTense(words, at));
}

function isPastTense(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (!/^\p{L}{2,}ed$/u.test(word) || endsInEd.has(word)) return false;
  const before = words[at - 1];
  const after = words[at + 1];
  // "Approved by the agency": a participle with its agent, wherever it stands.
  if (after !== undefined && ['by', 'for', 'to', 'in', 'from', 'against', 'as', 'that'].includes(after)) return true;
  return before !== undefined && !introducing.has(before) && !before.endsWith('ly');
}
