import type { Verdict } from '../../model/generated/documents.ts';

/** Counts over many verdicts. `pass + fail + review = judged`, and the four claim states add up to `claims`. */
export interface JudgementSummary {
  readonly judged: number;
  readonly pass: number;
  readonly fail: number;
  readonly review: number;
  readonly claims: number;
  readonly supported: number;
  readonly contradicted: number;
  readonly unsupported: number;
  readonly unsure: number;
  readonly on_quotation: number;
  readonly on_retrieval: number;
}

export function summaryOf(verdicts: readonly Verdict[]): JudgementSummary {
  const sum = (pick: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + pick(verdict), 0);
  const results = (result: Verdict['result']): number => verdicts.filter((verdict) => verdict.result === result).length;
  return {
    judged: verdicts.length,
    pass: results('pass'),
    fail: results('fail'),
    review: results('review'),
    claims: sum(({ counts }) => counts.claims),
    supported: sum(({ counts }) => counts.supported),
    contradicted: sum(({ counts }) => counts.contradicted),
    unsupported: sum(({ counts }) => counts.unsupported),
    unsure: sum(({ counts }) => counts.unsure),
    on_quotation: sum(({ counts }) => counts.on_quotation),
    on_retrieval: sum(({ counts }) => counts.on_retrieval),
  };
}

export function summaryText(s: JudgementSummary): readonly string[] {
  return [
    `judged ${s.judged}: ${s.pass} pass, ${s.fail} fail, ${s.review} for review`,
    `claims ${s.claims}: ${s.supported} supported (${s.on_quotation} on quotations, ${s.on_retrieval} on retrieval), ${s.contradicted} contradicted, ${s.unsupported} unsupported, ${s.unsure} unsure`,
  ];
}
