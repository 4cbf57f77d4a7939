import { signBody } from '../bundle/attestation.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import type { Signer } from '../bundle/signer.ts';
import { equalBytes } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { EvidenceError } from '../core/errors.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import { beforeOthersSign } from '../trust/before-others-sign.ts';
import type { Trust } from '../trust/trust-policy.ts';
import { checkBag } from '../verify/bag.ts';
import { readSignatures } from '../verify/envelopes.ts';
import { openBundleFile, type OpenedFile } from '../verify/open-file.node.ts';
import { readDocument } from '../verify/read-document.ts';
import { concludeFile } from '../verify/verify-file.node.ts';
import { addToOpened } from './add-signatures.ts';
import type { Copied } from './copy-bundle.ts';

export interface CountersignWishes {
  readonly bundle: string;
  readonly signer: Signer;
  /** Where the bundle with the new signature goes; it may be the bundle itself. */
  readonly to: string;
  /** Whom the signer believes. Without it only the statement and the manifests are held against each other. */
  readonly trust?: Trust | undefined;
}

/** `refused`: the trust policy does not let the bundle pass, and nothing was signed. */
export type Countersigned =
  | ({ readonly status: 'signed'; readonly report: VerificationReport | undefined } & Copied)
  | { readonly status: 'refused'; readonly report: VerificationReport };

/**
 * Signs the statement of a bundle with one more key. The bundle is read strictly, and verified where a trust policy is given;
 * thresholds, time stamps and log entries may still be to come. Throws `bundle-refused`, `signature-exists` where this key has
 * signed already, and what the signer throws.
 */
export async function countersign({ bundle, signer, to, trust }: CountersignWishes): Promise<Countersigned> {
  const opened = await openBundleFile(bundle);
  try {
    const report = trust === undefined ? undefined : concludeFile(opened, bundle, beforeOthersSign(trust), false);
    if (report !== undefined && report.outcome !== 'verified') return { status: 'refused', report };
    const body = statementIn(opened, bundle, signer.keyId);
    return { status: 'signed', report, ...(await addToOpened(opened, bundle, await signBody(body, signer), to)) };
  } finally {
    opened.close();
  }
}

/** The one statement that all signatures here are over, and that the files here are about. */
function statementIn({ opening }: OpenedFile, where: string, keyId: string): Uint8Array {
  const refused = (cause: string | undefined): EvidenceError => new EvidenceError('bundle-refused', { where, cause });
  if (!opening.ok) throw refused(opening.findings[0]?.message);
  const { files } = opening.bundle;
  const own = signaturePath({ keyId, kind: 'dsse.json', number: 0 });
  if (files.has(own)) throw new EvidenceError('signature-exists', { where, cause: `it holds ${own}` });
  const { signatures, findings } = readSignatures(files);
  const [first, ...others] = signatures;
  if (first === undefined || findings.length > 0) throw refused(findings[0]?.message);
  if (others.some(({ body }) => !equalBytes(body, first.body))) throw refused('not all signatures are over the same statement');
  const statement = readDocument('statement', first.body, canonicalJson);
  if (!statement.ok) throw refused(statement.why);
  const [problem] = checkBag(files, statement.value).findings;
  if (problem !== undefined) throw refused(`${problem.where}: ${problem.message}`);
  return first.body;
}
