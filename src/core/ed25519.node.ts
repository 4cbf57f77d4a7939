import { createPublicKey, verify } from 'node:crypto';
import { spkiOf, verifySignature, type VerifySignature } from './ed25519.ts';

/** Two independent implementations must both say yes: a fault in one does not let a forgery through. */
export const verifySignatureNode: VerifySignature = (signature, message, key) =>
  verifySignature(signature, message, key) && verify(null, message, createPublicKey({ key: Buffer.from(spkiOf(key)), format: 'der', type: 'spki' }), signature);
