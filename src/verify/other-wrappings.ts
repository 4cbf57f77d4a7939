import type { VerifySignature } from '../core/ed25519.ts';
import { keyIdOf } from '../core/key-id.ts';
import { minisigMessage, readMinisig } from '../bundle/minisig.ts';
import { signaturePath, type SignatureFileKind } from '../bundle/signature-files.ts';
import { readSshsig, sshsigMessage } from '../bundle/sshsig.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import type { TrustedKey } from '../trust/trust-policy.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Signature } from './signature.ts';

// Both are shorter than half of this, whatever the key.
const longest = 1024;

/** One more signature of the same key, in the wrapping of another tool. */
interface Wrapping {
  readonly path: string;
  /** What it is over, and its 64 bytes; undefined where the file is not the one spelling of any such signature of this key. */
  readonly signed: { readonly message: Uint8Array; readonly bytes: Uint8Array } | undefined;
}

/** Whether the wrappings say something else than the envelope. Asked of unknown keys too: nothing hides in their files. */
export function spellingFindings(signature: Signature, files: BundleFiles): readonly VerificationReportFinding[] {
  return wrappingsOf(signature, files)
    .filter(({ signed }) => signed === undefined)
    .map(({ path }) =>
      finding('signer', 'signature-copy-differs', path, 'it is not a signature of this key over this statement, in the one spelling that the format has'),
    );
}

/**
 * Signatures in the wrappings of other tools (`sshsig`, `minisig`), where the bundle carries them: someone who checks with
 * those tools must get the answer that the envelope gives. `signature` is a valid one of `key`.
 */
export function wrappingFindings(signature: Signature, key: TrustedKey, files: BundleFiles, verify: VerifySignature): readonly VerificationReportFinding[] {
  return wrappingsOf(signature, files)
    .filter(({ signed }) => signed !== undefined && !verify(signed.bytes, signed.message, key.publicKey))
    .map(({ path }) => finding('signer', 'signature-invalid', path, 'the signature is not the one of this key over this statement'));
}

function wrappingsOf(signature: Signature, files: BundleFiles): readonly Wrapping[] {
  const read = (kind: SignatureFileKind, signedIn: (bytes: Uint8Array) => Wrapping['signed']): readonly Wrapping[] => {
    const path = signaturePath({ keyId: signature.keyId, kind, number: 0 });
    const size = files.sizeOf(path);
    if (size === undefined) return [];
    const bytes = size > longest ? undefined : files.get(path);
    return [{ path, signed: bytes === undefined ? undefined : signedIn(bytes) }];
  };
  return [
    ...read('sshsig', (bytes) => {
      const sshsig = readSshsig(bytes);
      return sshsig === undefined || keyIdOf(sshsig.publicKey) !== signature.keyId
        ? undefined
        : { message: sshsigMessage(signature.message), bytes: sshsig.signature };
    }),
    ...read('minisig', (bytes) => {
      const second = readMinisig(bytes, signature.keyId, signature.bytes);
      return second === undefined ? undefined : { message: minisigMessage(signature.keyId, signature.bytes), bytes: second };
    }),
  ];
}
