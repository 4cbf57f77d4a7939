import { fromBase64 } from '../core/bytes.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { parseCertificate, type Certificate } from '../timestamp/certificate.ts';
import { anchorProblem } from '../timestamp/path.ts';
import { lookOf, nameProblems } from './owners.ts';
import { problem, repeats, type PolicyProblem, type ReadPart } from './policy-problem.ts';
import { windowProblems } from './window.ts';

export type AuthorityStatement = TrustPolicy['time']['authorities'][number];

/** A time stamping authority of a trust policy. */
export interface TrustedAuthority {
  readonly statement: AuthorityStatement;
  /** In the order of the policy: the root first. */
  readonly certificates: readonly Certificate[];
}

export function readAuthorities(statements: readonly AuthorityStatement[]): ReadPart<TrustedAuthority> {
  const parts = statements.map((statement, index) => readAuthority(statement, `/time/authorities/${index}`));
  return {
    ready: parts.flatMap((part) => part.ready),
    problems: [
      ...parts.flatMap((part) => part.problems),
      ...repeats(
        statements,
        ({ name }) => lookOf(name),
        ({ name }, index) => problem(`/time/authorities/${index}/name`, `a second authority "${name}"`),
      ),
    ],
  };
}

function readAuthority(statement: AuthorityStatement, path: string): ReadPart<TrustedAuthority> {
  const certificates: Certificate[] = [];
  const problems: PolicyProblem[] = [...nameProblems(statement.name, `${path}/name`), ...windowProblems(statement, path)];
  for (const [at, text] of statement.certificates.entries()) {
    const certificate = certificateOf(text);
    if (typeof certificate === 'string') problems.push(problem(`${path}/certificates/${at}`, certificate));
    else certificates.push(certificate);
  }
  problems.push(
    ...repeats(
      statement.certificates,
      (text) => text,
      (_, at) => problem(`${path}/certificates/${at}`, 'the certificate stands twice'),
    ),
  );
  return { ready: problems.length > 0 ? [] : [{ statement, certificates }], problems };
}

/** The certificate of a text, or what is wrong with it. */
function certificateOf(text: string): Certificate | string {
  const der = fromBase64(text);
  if (der === undefined) return 'it is not base64 in the one spelling of its bytes';
  const read = parseCertificate(der);
  if (!read.ok) return `it is not an X.509 certificate: ${read.why}`;
  const unfit = anchorProblem(read.value);
  return unfit === undefined ? read.value : `it can vouch for no time stamp: ${unfit}`;
}
