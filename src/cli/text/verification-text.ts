import type { VerificationReport } from '../../model/generated/documents.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Colour, Paint } from '../terminal.ts';

const outcomeColours: Readonly<Record<VerificationReport['outcome'], Colour>> = { verified: 'green', rejected: 'red', undetermined: 'yellow' };
const lampColours: Readonly<Record<VerificationReport['lamps']['integrity']['state'], Colour>> = { green: 'green', red: 'red', grey: 'grey' };
const lampWords: Readonly<Record<VerificationReport['lamps']['integrity']['state'], string>> = { green: 'yes', red: 'NO', grey: 'not known' };

/** A verification report for a person: the outcome, who signed what, and five lamps with their findings and gaps. */
export function verificationText(report: VerificationReport, paint: Paint): readonly string[] {
  const { outcome, statement, signers, trust, withheld } = report;
  return [
    `${paint(outcomeColours[outcome], outcome.toUpperCase())} ${visibleText(report.bundle.name)}`,
    ...(statement === undefined
      ? []
      : [
          `  run ${statement.run_id}, promoted ${statement.promoted_at} by ${statement.decided_by}`,
          `  verdict ${statement.result} under the gate policy "${visibleText(statement.policy.name)}" ${visibleText(statement.policy.version)}, ${statement.policy.sha256}`,
          `  ${statement.files} files, ${statement.sources} sources, ${statement.spans} spans, ${statement.claims} claims`,
        ]),
    ...(withheld === undefined ? [] : [`  ${withheld.files} of ${withheld.of} files withheld: ${withheld.reasons.map(visibleText).join('; ')}`]),
    ...signers.map(
      ({ owner, role, key_id, anchored }) =>
        `  signed by ${visibleText(owner)} (${role}), key ${key_id.slice(0, 16)}…${anchored === undefined ? '' : `, not later than ${anchored.at}, says ${visibleText(anchored.by)}`}`,
    ),
    ...Object.entries(report.lamps).flatMap(([name, lamp]) => [
      `  ${paint(lampColours[lamp.state], name.padEnd(13))}${paint(lampColours[lamp.state], lampWords[lamp.state].padEnd(10))}${lamp.question}`,
      ...lamp.findings.map(({ code, where, message }) => `    ${paint('red', code)} at ${visibleText(where)}: ${visibleText(message)}`),
      ...lamp.not_checked.map(({ what, why }) => paint('grey', `    not checked: ${visibleText(what)} (${visibleText(why)})`)),
    ]),
    paint('grey', `  trust policy "${visibleText(trust.name)}" ${visibleText(trust.version)}, ${trust.sha256}`),
  ];
}

/** A verification report in one line: the outcome and the five lamps. */
export function briefText(report: VerificationReport, paint: Paint): readonly string[] {
  return [`${paint(outcomeColours[report.outcome], report.outcome.toUpperCase().padEnd(12))} ${visibleText(report.bundle.name)}  ${lampsText(report)}`];
}

/** The five lamps in one phrase: `integrity yes · signer yes · …`. */
export function lampsText({ lamps }: VerificationReport): string {
  return Object.entries(lamps)
    .map(([name, { state }]) => `${name} ${lampWords[state]}`)
    .join(' · ');
}
