import { base64, concatBytes, equalBytes, fromBase64, fromUtf8, utf8 } from '../core/bytes.ts';
import { asPublicKey, type PublicKey } from '../core/ed25519.ts';
import { sha512 } from '../core/sha2.ts';
import { sshPublicKey, sshString } from '../core/ssh-wire.ts';

/** What signatures of ssh-keygen are for: one made for a login, a commit or a file of others is none of ours. */
export const sshNamespace = 'evidence-gate';

const preamble = utf8('SSHSIG');
const version = Uint8Array.of(0, 0, 0, 1);
const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';

/** The bytes that an SSH signature over a message is over (OpenSSH's PROTOCOL.sshsig, "Signed Data"). */
export function sshsigMessage(message: Uint8Array): Uint8Array {
  return concatBytes([preamble, sshString(sshNamespace), sshString(''), sshString('sha512'), sshString(sha512(message))]);
}

/** An SSH signature as ssh-keygen writes it: lines of 70 base64 digits (PROTOCOL.sshsig, "Armored format"). */
export function sshsigText(key: PublicKey, signature: Uint8Array): Uint8Array {
  const blob = concatBytes([
    preamble,
    version,
    sshString(sshPublicKey(key)),
    sshString(sshNamespace),
    sshString(''),
    sshString('sha512'),
    sshString(concatBytes([sshString('ssh-ed25519'), sshString(signature)])),
  ]);
  return utf8([begin, ...(base64(blob).match(/.{1,70}/g) ?? []), end, ''].join('\n'));
}

export interface Sshsig {
  readonly publicKey: PublicKey;
  /** 64 bytes over `sshsigMessage`. */
  readonly signature: Uint8Array;
}

// Every length in the blob is fixed, and so are the places of the two parts that are not.
const keyAt = preamble.length + version.length + 4 + sshString('ssh-ed25519').length + 4;

/** The parts of an SSH signature, or undefined unless the bytes are exactly what `sshsigText` writes of them. */
export function readSshsig(bytes: Uint8Array): Sshsig | undefined {
  const lines = (fromUtf8(bytes) ?? '').split('\n');
  const blob = fromBase64(lines.slice(1, -2).join(''));
  const publicKey = asPublicKey(blob?.subarray(keyAt, keyAt + 32) ?? new Uint8Array(0));
  const signature = blob?.subarray(-64);
  if (publicKey === undefined || signature?.length !== 64) return undefined;
  return equalBytes(sshsigText(publicKey, signature), bytes) ? { publicKey, signature } : undefined;
}
