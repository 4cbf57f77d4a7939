import { saySomething } from './claim-words.ts';
import { wordsOf } from './label.ts';

const headings = new Set([
  'references',
  'reference',
  'sources',
  'source',
  'citations',
  'footnotes',
  'notes',
  'bibliography',
  'works cited',
  'quellen',
  'literatur',
  'références',
  'fuentes',
  'referencias',
  'fonti',
  '参考文献',
  '出典',
]);
// Years, dates, pages, volumes: the figures of a list of references. Any other figure says something about the world.
const bibliographic =
  /\b(?:1[89]|20)\d\d(?:[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?)?\b|\b(?:pp?|pages?|vol|no|sec|section|chapter|ch|para)\.?[ \t]{0,3}\d{1,5}(?:[-–]\d{1,5})?\b/gi;

/** Whether a line announces the reference list. */
export function isReferenceHeading(line: string): boolean {
  if (line.length > 60) return false;
  return headings.has(
    line
      .replace(/[#*_:>`\s]+/g, ' ')
      .trim()
      .toLowerCase(),
  );
}

/** Whether what stands beside the ids of an entry is a title, a date, a page: nothing that could be false of the world. */
export function isReferenceText(text: string, isEntry: boolean): boolean {
  const rest = text.replace(bibliographic, ' ');
  if (/[\p{N}%‰$€£¥=<>→]/u.test(rest.replace(/[<>]/g, ' '))) return false;
  const words = wordsOf(rest);
  return words.length <= (isEntry ? 20 : 1) && !saySomething(words);
}
