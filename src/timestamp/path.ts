import { equalBytes } from '../core/bytes.ts';
import { millisOf, type Instant } from '../core/clock.ts';
import type { VerifyPkix } from '../core/pkix-key.ts';
import type { Certificate } from './certificate.ts';
import { anyPurpose, timeStampingPurpose } from './extensions.ts';
import { issuanceProblem } from './signed-by.ts';

/** Certificates from the signer's up to one that is trusted as it stands. */
export type Path = readonly [signer: Certificate, ...issuers: Certificate[]];

/**
 * The path that names alone suggest: up to the first certificate that is itself listed, or whose issuer is. Undefined where
 * the names lead to nobody listed: for strangers nothing is computed.
 */
export function pathByNames(signer: Certificate, beside: readonly Certificate[], listed: readonly Certificate[], verify: VerifyPkix): Path | undefined {
  const path: [Certificate, ...Certificate[]] = [signer];
  for (let current: Certificate | undefined = signer; current !== undefined; ) {
    const { der, issuer }: Certificate = current;
    if (listed.some((certificate) => equalBytes(certificate.der, der))) return path;
    const anchor = anchorOf(current, listed, verify);
    if (anchor !== undefined) return [...path, anchor];
    current = beside.find((certificate) => equalBytes(certificate.subject, issuer) && !path.includes(certificate));
    if (current !== undefined) path.push(current);
  }
  return undefined;
}

/** An authority that renewed its certificate keeps its name: the one with the right key is meant. */
function anchorOf(child: Certificate, listed: readonly Certificate[], verify: VerifyPkix): Certificate | undefined {
  const [first, ...others] = listed.filter(({ subject }) => equalBytes(subject, child.issuer));
  if (first === undefined || others.length === 0) return first;
  return [first, ...others].find((anchor) => issuanceProblem(child, anchor, verify) === undefined) ?? first;
}

/** Everything that is wrong with a path at the moment that the time stamp names (RFC 5280 section 6.1). Never asks a clock. */
export function pathProblems(path: Path, at: Instant, verify: VerifyPkix): readonly string[] {
  const [signer, ...issuers] = path;
  return [
    ...path.flatMap((certificate) => [...windowProblems(certificate, at), ...criticalProblems(certificate)]),
    ...signerProblems(signer),
    ...issuers.flatMap((issuer, below) => authorityProblems(issuer, below, path)),
    ...issuers.flatMap((issuer, below) => {
      const certificate = path[below];
      return certificate === undefined ? [] : (issuanceProblem(certificate, issuer, verify) ?? []);
    }),
  ];
}

function windowProblems({ notBefore, notAfter, subjectText }: Certificate, at: Instant): readonly string[] {
  const moment = millisOf(at);
  const inside = millisOf(notBefore) <= moment && moment <= millisOf(notAfter);
  return inside ? [] : [`it names ${at}; the certificate of ${subjectText} counts from ${notBefore} to ${notAfter}`];
}

function criticalProblems({ extensions, subjectText }: Certificate): readonly string[] {
  return extensions.unknownCritical.map((oid) => `the certificate of ${subjectText} has the critical extension ${oid}, which this verifier does not know`);
}

/** RFC 3161 section 2.3: a key for time stamps, and for nothing else. */
function signerProblems({ extensions: { purposes, keyUsage }, subjectText }: Certificate): readonly string[] {
  const problems: string[] = [];
  const [purpose, ...more] = purposes?.oids ?? [];
  if (purpose !== timeStampingPurpose || more.length > 0 || purposes?.critical !== true)
    problems.push(`the certificate of ${subjectText} is not for time stamping alone (a critical extended key usage must say so)`);
  if (keyUsage?.mayVouch === false) problems.push(`the key of ${subjectText} may not sign time stamps`);
  return problems;
}

/** `below`: how many certificates stand between this one and the signer's. */
function authorityProblems({ extensions, subjectText }: Certificate, below: number, path: Path): readonly string[] {
  const { authority, keyUsage, purposes } = extensions;
  const problems: string[] = [];
  if (authority?.isAuthority !== true || keyUsage?.maySignCertificates === false) problems.push(`${subjectText} may not issue certificates`);
  // RFC 5280 section 4.2.1.9: a certificate that an authority issued to itself does not count.
  const between = path.slice(1, below + 1).filter(({ subject, issuer }) => !equalBytes(subject, issuer)).length;
  if (authority?.pathLength !== undefined && between > authority.pathLength) problems.push(`${subjectText} may have fewer authorities below it`);
  if (purposes !== undefined && !purposes.oids.some((oid) => oid === timeStampingPurpose || oid === anyPurpose))
    problems.push(`${subjectText} may not issue certificates for time stamping`);
  return problems;
}

/** Why a certificate can vouch for no time stamp at all, at any moment; undefined where it may. For those who write trust policies. */
export function anchorProblem(certificate: Certificate): string | undefined {
  const { extensions, publicKey } = certificate;
  const [problem] = [
    ...(publicKey.ok ? [] : [publicKey.why]),
    ...criticalProblems(certificate),
    ...(extensions.authority?.isAuthority === true ? authorityProblems(certificate, 0, [certificate]) : signerProblems(certificate)),
  ];
  return problem;
}
