import { base64, utf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import type { Envelope } from '../model/generated/documents.ts';
import { signaturePath } from './signature-files.ts';

/**
 * A signature as a Sigstore bundle v0.3 with a public key (sigstore_bundle.proto): the envelope, the key's name as the hint,
 * and the time stamps. It says nothing of its own: whoever has the envelope and the time stamps can write it.
 */
export function sigstoreBundle(envelope: Envelope, timestamps: readonly Uint8Array[]): Uint8Array {
  return utf8(
    canonicalDocument({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        publicKey: { hint: envelope.signatures[0]?.keyid },
        ...(timestamps.length === 0
          ? {}
          : { timestampVerificationData: { rfc3161Timestamps: timestamps.map((bytes) => ({ signedTimestamp: base64(bytes) })) } }),
      },
      dsseEnvelope: envelope,
    }),
  );
}

/** The time stamps of a signature among the files of a bundle, by their numbers. */
export function timestampsOf(keyId: string, get: (path: string) => Uint8Array | undefined): readonly Uint8Array[] {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => {
    const bytes = get(signaturePath({ keyId, kind: 'tsr', number }));
    return bytes === undefined ? [] : [bytes];
  });
}
