import { equalBytes } from '../core/bytes.ts';
import type { VerifyPkix } from '../core/pkix-key.ts';
import { sha2 } from '../core/sha2.ts';
import type { Certificate } from './certificate.ts';
import { pathByNames, pathProblems, type Path } from './path.ts';
import { isSignedBy } from './signed-by.ts';
import type { TimeStamp } from './time-stamp.ts';

/**
 * Everything that is wrong with a time stamp of the authority whose certificates are listed (any of them ends the path), at the
 * moment that it names; none where it holds. Undefined where it is not of this authority. What it is over is another question.
 */
export function timeStampProblems(stamp: TimeStamp, listed: readonly Certificate[], verify: VerifyPkix): readonly string[] | undefined {
  const certificate = signerCertificate(stamp, listed);
  if (certificate === undefined)
    return listed.some(({ subject }) => equalBytes(subject, stamp.signer.issuer))
      ? ['the certificate of its signer is neither in it nor in the trust policy']
      : undefined;
  const path = pathByNames(certificate, stamp.certificates, listed, verify);
  if (path === undefined) return undefined;
  return [...signatureProblems(stamp, certificate, verify), ...pathProblems(path, stamp.info.at, verify), ...needlessProblems(stamp, path, listed)];
}

/** The certificate that the signer identifier names. */
export function signerCertificate({ signer, certificates }: TimeStamp, listed: readonly Certificate[]): Certificate | undefined {
  return [...certificates, ...listed].find(({ issuer, serial }) => equalBytes(issuer, signer.issuer) && equalBytes(serial, signer.serial));
}

/** RFC 5652 section 5.6 and RFC 5816: the content, the certificate, and the signature over both. */
function signatureProblems({ signer, content }: TimeStamp, certificate: Certificate, verify: VerifyPkix): readonly string[] {
  const { publicKey } = certificate;
  const problems: string[] = [];
  if (!equalBytes(signer.messageDigest, sha2(signer.hash, content))) problems.push('what it states is not what was signed');
  if (!equalBytes(signer.certificateHash.digest, sha2(signer.certificateHash.hash, certificate.der)))
    problems.push('the certificate beside it is not the one that the signer named');
  if (!publicKey.ok) problems.push(publicKey.why);
  else if (!isSignedBy(publicKey.value, signer.algorithm, signer.signature, signer.signed, verify))
    problems.push(`the signature is not the one of ${certificate.subjectText}`);
  return problems;
}

/** Nobody signs which certificates come along: one that is not needed could be changed, and a byte of the file would not count. */
function needlessProblems({ certificates }: TimeStamp, path: Path, listed: readonly Certificate[]): readonly string[] {
  return certificates
    .filter((certificate) => !isNeeded(certificate, path, listed))
    .map(({ subjectText }) => `it carries a certificate of ${subjectText}, which its path does not need and the trust policy does not list`);
}

function isNeeded(certificate: Certificate, path: Path, listed: readonly Certificate[]): boolean {
  return path.includes(certificate) || listed.some(({ der }) => equalBytes(der, certificate.der));
}

/** The certificates beside a time stamp that the way to a listed one needs; undefined where it is not of this authority. */
export function neededCertificates(stamp: TimeStamp, listed: readonly Certificate[], verify: VerifyPkix): readonly Certificate[] | undefined {
  const certificate = signerCertificate(stamp, listed);
  const path = certificate === undefined ? undefined : pathByNames(certificate, stamp.certificates, listed, verify);
  return path === undefined ? undefined : stamp.certificates.filter((one) => isNeeded(one, path, listed));
}
