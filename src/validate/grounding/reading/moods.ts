import { endOfReach } from './clauses.ts';
import type { Word } from './words.ts';

/** What a word makes of the statement it stands in, where it is no plain fact. */
export type Mood = 'possible' | 'meant' | 'told' | 'due' | 'future' | 'past' | 'near';

const moods: ReadonlyMap<string, Mood> = new Map(
  (
    [
      [
        'possible',
        'may might could can possibly perhaps potentially likely probably maybe would appears appeared appear seems seemed seem apparently supposedly',
      ],
      [
        'meant',
        'expected expects expect plans planned planning plan aims aimed aim intends intended intend considering considers considered consider proposed proposes propose proposal',
      ],
      [
        'meant',
        'hopes hoped hope want wants wanted try tries tried attempt attempts attempted threatened threatens threaten promised promises promise tentatively',
      ],
      ['meant', 'forecast forecasts predicted predicts predict projected projects estimated estimates hypothesis hypothetical'],
      [
        'told',
        'alleged allegedly alleges allege reportedly suspected suspects suspect suggests suggested suggest believed believes believe thinks thought argues argued argue',
      ],
      [
        'told',
        'claims claimed claim accused rumoured rumored speculated speculate speculation purportedly denied denies deny disputes disputed critics opponents',
      ],
      ['due', 'must should ought required obliged mandatory'],
      ['future', 'will shall'],
      ['past', 'formerly previously once'],
      ['near', 'nearly almost'],
    ] as const
  ).flatMap(([mood, words]) => words.split(' ').map((word): [string, Mood] => [word, mood])),
);
const reach = 9;

/** A word that sets a mood, and the last word that it reaches. */
export interface MoodMark {
  readonly mood: Mood;
  readonly at: number;
  readonly last: number;
}

/** The moods of a text from one word to another. "nearly 50" is a rounded number and no mood. */
export function moodMarks(words: readonly Word[], first: number, end: number): readonly MoodMark[] {
  const found: MoodMark[] = [];
  for (let at = first; at <= end; at += 1) {
    const mood = moodAt(words, at);
    if (mood !== undefined) found.push({ mood, at, last: endOfReach(words, at, reach) });
  }
  return found;
}

function moodAt(words: readonly Word[], at: number): Mood | undefined {
  const { lower = '', text = '' } = words[at] ?? {};
  if (text === 'May') return undefined;
  const next = words[at + 1];
  if (lower === 'used' && next?.lower === 'to') return 'past';
  if (/^(?:has|have|had|need|needs)$/.test(lower) && next?.lower === 'to') return 'due';
  const mood = moods.get(lower);
  if (mood === 'near' && (next?.kind !== 'word' || next.weight === 'none')) return undefined;
  return mood;
}
