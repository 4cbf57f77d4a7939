import type { Verdict } from '../../model/generated/documents.ts';
import { visibleExcerpt, visibleText } from '../../core/visible-text.ts';
import type { Colour, Paint } from '../terminal.ts';

const colours: Readonly<Record<Verdict['result'], Colour>> = { pass: 'green', fail: 'red', review: 'yellow' };

/** A verdict for a person: result and reason first, then each claim that did not hold, the layers, and what was not checked. */
export function verdictText(verdict: Verdict, paint: Paint): readonly string[] {
  const { result, counts } = verdict;
  return [
    `${paint(colours[result], result.toUpperCase().padEnd(6))} ${visibleText(verdict.subject.id)}`,
    `       ${visibleText(verdict.reason)}`,
    ...verdict.claims.filter(({ state }) => state !== 'supported').map(({ claim_id, state, reason }) => `       ${claim_id} ${state}: ${visibleExcerpt(reason, 300)}`),
    `       ${counts.claims} claims: ${counts.supported} supported, ${counts.contradicted} contradicted, ${counts.unsupported} unsupported, ${counts.unsure} unsure`,
    `       ${layersText(verdict)}`,
    ...verdict.not_checked.map(({ what, why }) => paint('grey', `       not checked: ${visibleText(what)} (${visibleText(why)})`)),
  ];
}

/** One word a layer: `ok`, how many findings, or `not run`. */
export function layersText(verdict: Verdict): string {
  return verdict.layers.map(({ layer, status, findings }) => `${layer} ${status === 'not_run' ? 'not run' : findings === 0 ? 'ok' : `${findings} ${findings === 1 ? 'finding' : 'findings'}`}`).join(' · ');
}
