import { equalBytes, fromBase64 } from '../core/bytes.ts';
import { pae } from '../core/dsse.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import { sigstoreBundle, timestampsOf } from '../bundle/sigstore-bundle.ts';
import type { Envelope, VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { spellingFindings } from './other-wrappings.ts';
import type { Signature } from './signature.ts';
import { readDocument } from './read-document.ts';

// An envelope and a time stamp take a few thousand bytes. Nothing larger is read: nobody has vouched for it yet.
const longest = 0x1_0000;

/** All signatures that a bundle carries, and what is wrong with their files. */
export function readSignatures(files: BundleFiles): { readonly signatures: readonly Signature[]; readonly findings: readonly VerificationReportFinding[] } {
  const signatures: Signature[] = [];
  const findings: VerificationReportFinding[] = [];
  for (const path of files.keys()) {
    const keyId = /^signatures\/([0-9a-f]{64})\.dsse\.json$/.exec(path)?.[1];
    if (keyId === undefined) continue;
    const read = readEnvelope(keyId, bounded(files, path));
    if (typeof read === 'string') findings.push(finding('signer', 'envelope-malformed', path, read));
    else {
      signatures.push(read.signature);
      findings.push(...copyFindings(read, files), ...spellingFindings(read.signature, files));
    }
  }
  const none = finding('signer', 'signature-missing', 'signatures', 'nobody has signed this bundle');
  return { signatures, findings: signatures.length + findings.length === 0 ? [none] : findings };
}

interface ReadEnvelope {
  readonly signature: Signature;
  readonly envelope: Envelope;
}

function readEnvelope(keyId: string, bytes: Uint8Array | undefined): ReadEnvelope | string {
  if (bytes === undefined) return `it is longer than ${longest} bytes`;
  const envelope = readDocument('envelope', bytes);
  if (!envelope.ok) return envelope.why;
  const [signature] = envelope.value.signatures;
  if (signature?.keyid !== keyId) return 'it names another key than the file does';
  const body = fromBase64(envelope.value.payload);
  const raw = fromBase64(signature.sig);
  if (body === undefined || raw === undefined) return 'its base64 is not in the one spelling of its bytes';
  return { signature: { keyId, body, message: pae(envelope.value.payloadType, body), bytes: raw, envelope: bytes }, envelope: envelope.value };
}

/** The copies for openssl and Sigstore: someone who checks by hand must check what the envelope says. */
function copyFindings({ signature: { keyId, message, bytes }, envelope }: ReadEnvelope, files: BundleFiles): readonly VerificationReportFinding[] {
  const sigstore = sigstoreBundle(
    envelope,
    timestampsOf(keyId, (path) => bounded(files, path)),
  );
  const copies = [
    { kind: 'pae', expected: message, required: true },
    { kind: 'sig', expected: bytes, required: true },
    { kind: 'sigstore.json', expected: sigstore, required: false },
  ] as const;
  return copies.flatMap(({ kind, expected, required }) => {
    const path = signaturePath({ keyId, kind, number: 0 });
    const size = files.sizeOf(path);
    if (size === undefined) return required ? [finding('signer', 'signature-copy-differs', path, 'the copy of the envelope is absent')] : [];
    const same = size === expected.length && equalBytes(files.get(path) ?? new Uint8Array(0), expected);
    return same ? [] : [finding('signer', 'signature-copy-differs', path, 'it says something else than the envelope')];
  });
}

function bounded(files: BundleFiles, path: string): Uint8Array | undefined {
  return (files.sizeOf(path) ?? 0) > longest ? undefined : files.get(path);
}
