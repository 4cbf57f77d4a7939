import type { VerificationReport, VerificationReportCode } from '../../src/model/generated/documents.ts';

type Lamp = keyof VerificationReport['lamps'];

/** What a verifier must say of one bundle under one trust policy. Paths count from test/vectors/. */
export interface Vector {
  readonly name: string;
  readonly bundle: string;
  readonly trust: string;
  readonly outcome: VerificationReport['outcome'];
  /** The codes of all findings, each once, by the lamp that they belong to; lamps without findings are left out. */
  readonly findings: Readonly<Partial<Record<Lamp, readonly VerificationReportCode[]>>>;
}

/** A report, as far as a vector has it. */
export function expectedOf({ outcome, lamps }: VerificationReport): Pick<Vector, 'outcome' | 'findings'> {
  const codes = Object.entries(lamps).map(([lamp, { findings }]) => [lamp, [...new Set(findings.map(({ code }) => code))].sort()] as const);
  return { outcome, findings: Object.fromEntries(codes.filter(([, list]) => list.length > 0)) };
}
