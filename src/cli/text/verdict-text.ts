import type { Verdict } from '../../model/generated/documents.ts';
import { visibleExcerpt, visibleText } from '../../core/visible-text.ts';
import { counted } from './counted.ts';
import type { Colour, Paint } from '../terminal.ts';

const colours: Readonly<Record<Verdict['result'], Colour>> = { pass: 'green', fail: 'red', review: 'yellow' };

/** A verdict for a person: result and reason first, then each claim that did not hold, the layers, and what was not checked. */
export function verdictText(verdict: Verdict, paint: Paint): readonly string[] {
  const [title, ...rest] = verdictSummary(verdict, paint);
  const open = verdict.claims.filter(({ state }) => state !== 'supported');
  return [title ?? '', ...open.map(({ claim_id, state, reason }) => `       ${claim_id} ${state}: ${visibleExcerpt(reason, 300)}`), ...rest];
}

/** The same without the claims, for where they are told already. */
export function verdictSummary(verdict: Verdict, paint: Paint): readonly string[] {
  const { result, counts } = verdict;
  return [
    `${paint(colours[result], result.toUpperCase().padEnd(6))} ${visibleText(verdict.subject.id)}: ${visibleText(verdict.reason)}`,
    `       ${counted(counts.claims, 'claim')}: ${counts.supported} supported, ${counts.contradicted} contradicted, ${counts.unsupported} unsupported, ${counts.unsure} unsure`,
    `       ${layersText(verdict)}`,
    ...verdict.not_checked.map(({ what, why }) => paint('grey', `       not checked: ${visibleText(what)} (${visibleText(why)})`)),
  ];
}

/** What each layer said, in one phrase: `ok completeness, claims, policy · grounding 1 finding · not run auditors, human`. */
export function layersText({ layers }: Verdict): string {
  const named = (chosen: Verdict['layers']): string => chosen.map(({ name }) => name).join(', ');
  const ok = layers.filter(({ status, findings }) => status === 'ran' && findings === 0);
  const found = layers.filter(({ status, findings }) => status === 'ran' && findings > 0);
  const notRun = layers.filter(({ status }) => status === 'not_run');
  return [
    ...(ok.length === 0 ? [] : [`ok ${named(ok)}`]),
    ...found.map(({ name, findings }) => `${name} ${counted(findings, 'finding')}`),
    ...(notRun.length === 0 ? [] : [`not run ${named(notRun)}`]),
  ].join(' · ');
}
