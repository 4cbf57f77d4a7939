import type { PublicKey } from '../core/ed25519.ts';

/** Signs exact bytes: a key file, a variable, or a command that reaches a security module or a key service. */
export interface Signer {
  /** 64 hex digits: SHA-256 of the DER bytes of the SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly publicKey: PublicKey;
  /** ed25519 over the message: 64 bytes. Not a method: it can be handed on alone. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}
