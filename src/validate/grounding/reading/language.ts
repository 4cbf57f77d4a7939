import { functionWords } from './function-words.ts';

const foreign: ReadonlySet<string> = new Set(
  `der die das und ist nicht ein eine mit für auf den dem von zu sich wird wurde sind auch im
  le la les des une est dans pour sur qui que avec aux par pas plus du et au ce cette sont été
  el los las una en por con para del es se su al lo como más fue han
  il di che è un della gli nel non sono alla dei per una con
  het een van zijn niet met voor op te aan ook bij wordt
  och att det som är på av för inte med till den har
  na nie się w z do jest oraz że przez
  não uma os do da em um foi pelo
  ve bir bu için ile da de olarak çok
  ja on ei että se oli hän`
    .trim()
    .split(/\s+/)
    .filter((word) => !functionWords.has(word) || word === 'die'),
);
const wordOfLatin = /\p{L}+/gu;

/**
 * Whether the text is English as far as the rules need it: mostly Latin letters, and no other language's small words
 * outnumber the English ones. Short texts and tables without small words pass as English.
 */
export function isEnglish(text: string): boolean {
  const sample = text.slice(0, 2000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters === 0) return true;
  if (latin < letters * 0.7) return false;
  let english = 0;
  let other = 0;
  for (const match of sample.toLowerCase().matchAll(wordOfLatin)) {
    if (functionWords.has(match[0])) english += 1;
    else if (foreign.has(match[0])) other += 1;
  }
  return other < 2 || other <= english;
}
