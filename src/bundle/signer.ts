import type { PublicKey } from '../core/ed25519.ts';

/** Signs exact bytes. A file key here; a security module or a key service can be the same function. */
export interface Signer {
  /** 64 hex digits: SHA-256 of the DER bytes of the SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly publicKey: PublicKey;
  /** ed25519 over the message: 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}
