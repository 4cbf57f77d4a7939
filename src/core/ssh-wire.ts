import { concatBytes, utf8 } from './bytes.ts';
import type { PublicKey } from './ed25519.ts';

/** A string of the SSH protocol (RFC 4251 section 5): its length in four bytes, big-endian, and its bytes. */
export function sshString(content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes([length, bytes]);
}

/** An ed25519 key as SSH writes it (RFC 8709 section 4); in base64 behind `ssh-ed25519` it is a line of authorized_keys. */
export function sshPublicKey(key: PublicKey): Uint8Array {
  return concatBytes([sshString('ssh-ed25519'), sshString(key)]);
}
