import { base64, concatBytes, equalBytes, fromBase64, fromHex, fromUtf8, utf8 } from '../core/bytes.ts';
import type { PublicKey } from '../core/ed25519.ts';

// "Ed": ed25519 over the file itself. (minisign's "ED" is over its BLAKE2b digest, which signify does not know.)
const algorithm = utf8('Ed');

/** The number by which minisign and signify tell keys apart: the first 8 bytes of the key id. */
function keyNumber(keyId: string): Uint8Array {
  return fromHex(keyId.slice(0, 16)) ?? new Uint8Array(0);
}

/** What minisign prints of a signature, and what `minisigMessage` binds to it. */
function trustedComment(keyId: string): string {
  return `evidence-gate bundle format 1, ${keyId}.pae`;
}

/** The bytes that minisign's second signature is over: the first one and the comment that it vouches for. */
export function minisigMessage(keyId: string, signature: Uint8Array): Uint8Array {
  return concatBytes([signature, utf8(trustedComment(keyId))]);
}

/**
 * Two signatures of a key as a file that both minisign and signify read: 64 bytes over the message, in base64 behind the
 * key's number; and 64 bytes over `minisigMessage`, which signify passes over.
 */
export function minisigText(keyId: string, signature: Uint8Array, second: Uint8Array): Uint8Array {
  const lines = [
    `untrusted comment: signature of ${keyId}.pae`,
    base64(concatBytes([algorithm, keyNumber(keyId), signature])),
    `trusted comment: ${trustedComment(keyId)}`,
    base64(second),
    '',
  ];
  return utf8(lines.join('\n'));
}

/** The second signature, or undefined unless the bytes are exactly what `minisigText` writes of it and the first. */
export function readMinisig(bytes: Uint8Array, keyId: string, signature: Uint8Array): Uint8Array | undefined {
  const second = fromBase64((fromUtf8(bytes) ?? '').split('\n')[3] ?? '');
  return second?.length === 64 && equalBytes(minisigText(keyId, signature, second), bytes) ? second : undefined;
}

/** A public key as minisign and signify read it. */
export function minisignPublicKey(keyId: string, key: PublicKey): string {
  return `untrusted comment: public key ${keyId}\n${base64(concatBytes([algorithm, keyNumber(keyId), key]))}\n`;
}
