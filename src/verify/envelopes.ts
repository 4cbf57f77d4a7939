import { equalBytes, fromBase64 } from '../core/bytes.ts';
import { pae } from '../core/dsse.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readDocument } from './read-document.ts';

/** One signature of a bundle, as its envelope gives it. Whether it is valid is another question. */
export interface Signature {
  readonly keyId: string;
  /** The statement, as it was signed. */
  readonly body: Uint8Array;
  /** The bytes that the signature is over. */
  readonly message: Uint8Array;
  /** The 64 bytes of the signature. */
  readonly bytes: Uint8Array;
  /** The bytes of its `dsse.json`: what a log has an entry of. */
  readonly envelope: Uint8Array;
}

/** All signatures that a bundle carries, and what is wrong with their files. */
export function readSignatures(files: BundleFiles): { readonly signatures: readonly Signature[]; readonly findings: readonly VerificationReportFinding[] } {
  const signatures: Signature[] = [];
  const findings: VerificationReportFinding[] = [];
  for (const path of files.keys()) {
    const keyId = /^signatures\/([0-9a-f]{64})\.dsse\.json$/.exec(path)?.[1];
    const bytes = files.get(keyId === undefined ? '' : path);
    if (keyId === undefined || bytes === undefined) continue;
    const signature = readEnvelope(keyId, bytes);
    if (typeof signature === 'string') findings.push(finding('signer', 'envelope-malformed', path, signature));
    else {
      signatures.push(signature);
      findings.push(...copyFindings(signature, files));
    }
  }
  const none = finding('signer', 'signature-missing', 'signatures', 'nobody has signed this bundle');
  return { signatures, findings: signatures.length + findings.length === 0 ? [none] : findings };
}

function readEnvelope(keyId: string, bytes: Uint8Array): Signature | string {
  const envelope = readDocument('envelope', bytes);
  if (!envelope.ok) return envelope.why;
  const [signature] = envelope.value.signatures;
  if (signature?.keyid !== keyId) return 'it names another key than the file does';
  const body = fromBase64(envelope.value.payload);
  const raw = fromBase64(signature.sig);
  if (body === undefined || raw === undefined) return 'its base64 is not in the one spelling of its bytes';
  return { keyId, body, message: pae(envelope.value.payloadType, body), bytes: raw, envelope: bytes };
}

/** The copies for openssl: someone who checks by hand must check what the envelope says. */
function copyFindings({ keyId, message, bytes }: Signature, files: BundleFiles): readonly VerificationReportFinding[] {
  const copies = [
    [signaturePath({ keyId, kind: 'pae', number: 0 }), message],
    [signaturePath({ keyId, kind: 'sig', number: 0 }), bytes],
  ] as const;
  return copies.flatMap(([path, expected]) => {
    const copy = files.get(path);
    if (copy === undefined) return [finding('signer', 'signature-copy-differs', path, 'the copy of the envelope is absent')];
    return equalBytes(copy, expected) ? [] : [finding('signer', 'signature-copy-differs', path, 'it says something else than the envelope')];
  });
}
