import { productVersion } from '../core/version.ts';
import type { TrustPolicy, VerificationReport, VerificationReportFinding, VerificationReportLamp } from '../model/generated/documents.ts';
import { finding, type Answers, type Gap, type LampName } from './answers.ts';
import { withheldInReport } from './disclosure.ts';
import type { Trust } from '../trust/trust-policy.ts';

const questions: Readonly<Record<LampName, string>> = {
  integrity: 'Is this file, byte for byte, what was signed, with nothing changed, added or removed?',
  signer: 'Does the trust policy know who signed it, for this purpose and at that time?',
  verdict: 'Did the gate let this answer out, and do its layers, run again, say the same?',
  completeness: 'Is the record whole: does every document, step, reference and passage hold together?',
  time: 'Does somebody other than the signer vouch for when it was signed?',
};

const open = (lamp: LampName, what: string, why: string): Gap => ({ lamp, open: true, what, why });

/** The questions that are not asked where the one with this number does not hold. */
const behind: Readonly<Record<1 | 2 | 3 | 4, readonly Gap[]>> = {
  1: [
    open('signer', 'signatures', 'the file is not a well-formed bundle'),
    open('completeness', 'documents', 'the file is not a well-formed bundle'),
    open('verdict', 'verdict', 'the file is not a well-formed bundle'),
    open('time', 'time', 'the file is not a well-formed bundle'),
  ],
  2: [
    open('integrity', 'manifests', 'nobody whom the trust policy knows vouches for them'),
    open('completeness', 'documents', 'nobody whom the trust policy knows vouches for them'),
    open('verdict', 'verdict', 'nobody whom the trust policy knows vouches for it'),
  ],
  3: [
    open('completeness', 'documents', 'the files are not the ones that were signed'),
    open('verdict', 'verdict', 'the files are not the ones that were signed'),
  ],
  4: [open('verdict', 'verdict', 'the record is not whole')],
};

export function notReached(question: keyof typeof behind): readonly Gap[] {
  return behind[question];
}

export function reportOf(bundle: VerificationReport['bundle'], trust: Trust, answers: Answers): VerificationReport {
  const { policy } = trust;
  const { statement } = answers;
  const withheld = statement === undefined || answers.withheld === undefined ? undefined : withheldInReport(answers.withheld, statement.predicate.counts.files);
  const missing = statement === undefined ? [] : missingOf(policy, answers);
  const lamps = {
    integrity: lampOf('integrity', answers, missing),
    signer: lampOf('signer', answers, missing),
    verdict: lampOf('verdict', answers, missing),
    completeness: lampOf('completeness', answers, missing),
    time: lampOf('time', answers, missing),
  };
  return {
    format: 'evidence-gate/verification-report/1',
    bundle,
    outcome: answers.findings.length > 0 ? 'rejected' : missing.length > 0 ? 'undetermined' : 'verified',
    lamps,
    signers: answers.signers,
    trust: { name: policy.name, version: policy.version, sha256: trust.sha256 },
    verifier: { version: productVersion },
    ...(statement === undefined ? {} : { statement: saidBy(statement) }),
    ...(withheld === undefined ? {} : { withheld }),
  };
}

/** What the trust policy asks for and the bundle, or this verifier, does not have. Nothing is wrong, and nothing is proved. */
function missingOf(policy: TrustPolicy, { findings, gaps, anchored, logged }: Answers): readonly VerificationReportFinding[] {
  const anchor = finding('time', 'not-time-anchored', 'signatures', 'the trust policy asks for a trusted time, and nobody whom it knows vouches for one');
  const entry = finding('time', 'not-logged', 'signatures', 'the trust policy asks for an entry in a transparency log, and no log that it knows shows one');
  const rerun = finding(
    'verdict',
    'layers-not-rerun',
    'data/verdict.json',
    'the trust policy asks for the layers to be run again, and that could not be done here: see what was not checked',
  );
  const isOpen = findings.length === 0 && gaps.some(({ lamp, open }) => lamp === 'verdict' && open);
  return [
    ...(policy.time.required && !anchored ? [anchor] : []),
    ...(policy.log.required && !logged ? [entry] : []),
    ...(policy.rerun.required && isOpen ? [rerun] : []),
  ];
}

function lampOf(lamp: LampName, answers: Answers, missing: readonly VerificationReportFinding[]): VerificationReportLamp {
  const findings = answers.findings.filter((item) => item.lamp === lamp);
  const absent = missing.filter((item) => item.lamp === lamp);
  const gaps = answers.gaps.filter((gap) => gap.lamp === lamp);
  return {
    question: questions[lamp],
    state: findings.length > 0 ? 'red' : absent.length > 0 || gaps.some((gap) => gap.open) ? 'grey' : 'green',
    findings: [...findings, ...absent],
    not_checked: gaps.map(({ what, why }) => ({ what, why })),
  };
}

function saidBy({ predicate }: NonNullable<Answers['statement']>): NonNullable<VerificationReport['statement']> {
  return {
    run_id: predicate.run_id,
    result: predicate.verdict.result,
    policy: predicate.policy,
    decided_by: predicate.promotion.decided_by,
    promoted_at: predicate.promotion.promoted_at,
    files: predicate.counts.files,
    sources: predicate.counts.sources,
    spans: predicate.counts.spans,
    claims: predicate.counts.claims,
  };
}
