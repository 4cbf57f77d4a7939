import { freeSignaturePath, signatureFileOf } from '../bundle/signature-files.ts';
import type { BundleFile } from '../bundle/bundle-file.ts';
import type { Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { pemBlocks } from '../core/pem.ts';
import { verifyPkixNode } from '../core/pkix.node.ts';
import { parseCertificate, type Certificate } from '../timestamp/certificate.ts';
import { withCertificates } from '../timestamp/exchange.ts';
import type { TimeStamp } from '../timestamp/time-stamp.ts';
import { neededCertificates, signerCertificate, timeStampProblems } from '../timestamp/verify-time-stamp.ts';
import type { Trust } from '../trust/trust-policy.ts';
import { judgeTimeStamp } from '../verify/timestamps.ts';
import type { Opening } from '../verify/open-bundle.ts';
import { openBundleFile } from '../verify/open-file.node.ts';
import { addToOpened } from './add-signatures.ts';
import type { PipelinePorts } from './ports.ts';
import { readText } from './text-file.ts';
import { askForTimestamp, type ReceivedTimestamp, type TimestampWishes } from './timestamp-client.ts';

const signatureLength = 64;

export interface StampWishes extends TimestampWishes {
  /** Where the stamped bundle goes: it may be the bundle itself. */
  readonly to: string;
  /** Whom to believe. With neither of the two, a time stamp need only hold by its own certificates. */
  readonly trust: Trust | undefined;
  readonly certificates: readonly Certificate[] | undefined;
}

export interface StampedSignature {
  readonly key_id: string;
  readonly path: string;
  readonly at: string;
  /** The authority, as the trust policy names it or as its own certificate does. */
  readonly by: string;
}

export interface StampedBundle {
  readonly path: string;
  readonly sha256: Digest;
  readonly bytes: number;
  readonly timestamps: readonly StampedSignature[];
}

interface Stamp {
  readonly stamped: StampedSignature;
  readonly file: BundleFile;
}

/**
 * Has each signature of a bundle time-stamped and writes the bundle anew, whole, once all time stamps are there and hold.
 * Throws `bundle-refused`, `signature-exists` where a signature has nine time stamps, and what `askForTimestamp` throws.
 */
export async function timestampBundle(bundle: string, wishes: StampWishes, ports: Pick<PipelinePorts, 'fetch' | 'random'>): Promise<StampedBundle> {
  const opened = await openBundleFile(bundle);
  try {
    const stamps: Stamp[] = [];
    for (const { keyId, path, signature } of signaturesOf(opened.opening, bundle)) {
      const { bytes, stamp } = trimmed(await askForTimestamp(signature, wishes, ports), wishes);
      const by = believedAs(stamp, signature, wishes);
      stamps.push({ stamped: { key_id: keyId, path, at: stamp.info.at, by }, file: { path, bytes } });
    }
    const files = stamps.map(({ file }) => file);
    const { sha256, bytes } = await addToOpened(opened, bundle, files, wishes.to);
    return { path: wishes.to, sha256, bytes, timestamps: stamps.map(({ stamped }) => stamped) };
  } finally {
    opened.close();
  }
}

/** The signatures of a bundle, each with the path that its next time stamp gets. */
function signaturesOf(opening: Opening, where: string): readonly { readonly keyId: string; readonly path: string; readonly signature: Uint8Array }[] {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { where, cause: opening.findings[0]?.message });
  const { files } = opening.bundle;
  const found = [...files.keys()].flatMap((name) => {
    const file = signatureFileOf(name);
    const signature = file?.kind === 'sig' && files.sizeOf(name) === signatureLength ? files.get(name) : undefined;
    if (file === undefined || signature === undefined) return [];
    const path = freeSignaturePath((taken) => files.has(taken), file.keyId, 'tsr');
    if (path === undefined) throw new EvidenceError('signature-exists', { where, cause: `${name} has nine time stamps` });
    return [{ keyId: file.keyId, path, signature }];
  });
  if (found.length === 0) throw new EvidenceError('bundle-refused', { where, cause: 'nobody has signed it' });
  return found;
}

/** Authorities send certificates that not everybody's path needs, such as a root signed by another. Verifiers want each byte to count. */
function trimmed(received: ReceivedTimestamp, { trust, certificates }: StampWishes): ReceivedTimestamp {
  const lists = trust?.authorities.map((authority) => authority.certificates) ?? (certificates === undefined ? [] : [certificates]);
  const [needed] = lists.flatMap((listed) => {
    const kept = neededCertificates(received.stamp, listed, verifyPkixNode);
    return kept === undefined ? [] : [kept];
  });
  if (needed === undefined || needed.length === received.stamp.certificates.length) return received;
  return { bytes: withCertificates(received.bytes, needed), stamp: { ...received.stamp, certificates: needed } };
}

/** Who vouches for the time stamp. Throws `timestamp-unfit` where those who verify would not believe it. */
function believedAs(stamp: TimeStamp, signature: Uint8Array, { trust, certificates, url }: StampWishes): string {
  const refuse = (cause: string): EvidenceError => new EvidenceError('timestamp-unfit', { where: url.origin, cause });
  if (trust !== undefined) {
    const answer = judgeTimeStamp(stamp, signature, trust.authorities, verifyPkixNode);
    if (answer.kind === 'anchor') return answer.anchor.by;
    throw refuse(answer.kind === 'gap' ? answer.why : answer.problems.join('; '));
  }
  const problems = timeStampProblems(stamp, certificates ?? stamp.certificates, verifyPkixNode);
  if (problems === undefined) throw refuse('it is of another authority than the certificates');
  if (problems.length > 0) throw refuse(problems.join('; '));
  return signerCertificate(stamp, certificates ?? [])?.subjectText ?? url.origin;
}

/** Certificates of an authority from a PEM file. Throws `certificate-malformed` besides what reading a file throws. */
export function certificatesFrom(path: string): readonly Certificate[] {
  const blocks = pemBlocks('CERTIFICATE', readText(path));
  if (blocks === undefined || blocks.length === 0) throw new EvidenceError('certificate-malformed', { where: path });
  return blocks.map((der) => {
    const read = parseCertificate(der);
    if (!read.ok) throw new EvidenceError('certificate-malformed', { where: path, cause: read.why });
    return read.value;
  });
}
