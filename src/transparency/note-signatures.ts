import { utf8 } from '../core/bytes.ts';
import type { VerifySignature } from '../core/ed25519.ts';
import type { NoteSignature, SignedNote } from './note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** A signature that holds, of a key that the reader knows. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** Seconds since 1970: when a witness says that it saw the checkpoint. Absent where a log signed. */
  readonly seconds?: number;
}

/** The last second of the year 9999: nobody signs later, and no date has a later spelling. */
const lastSecond = 253_402_300_799n;

/** What a witness signs (tlog-cosignature, "Ed25519 signed message"). */
export function cosignedMessage(text: string, seconds: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** The bytes of a cosignature behind its key id: the time as 8 bytes, then the signature. */
export function cosignatureBytes(seconds: bigint, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + signature.length);
  new DataView(bytes.buffer).setBigUint64(0, seconds);
  bytes.set(signature, 8);
  return bytes;
}

/**
 * The signatures of known keys over a note, or what is wrong with them. Those of unknown keys are ignored, also where they
 * have the name or the id of a known one; one of a known key that does not hold spoils the note (signed-note, "Signatures").
 * So does a second one of the same key: nobody could say which time counts.
 */
export function verifyNote(note: SignedNote, keys: readonly VerifierKey[], verify: VerifySignature): readonly VerifiedSignature[] | string {
  const verified: VerifiedSignature[] = [];
  for (const key of distinct(keys)) {
    const [signature, ...more] = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id);
    if (signature === undefined) continue;
    if (more.length > 0) return `${key.name} has signed it more than once`;
    const held = verifyOne(note.text, signature, key, verify);
    if (held === undefined) return `the signature is not the one of ${key.name}`;
    verified.push(held);
  }
  return verified;
}

function verifyOne(text: string, { bytes }: NoteSignature, key: VerifierKey, verify: VerifySignature): VerifiedSignature | undefined {
  if (key.use === 'log') return verify(bytes, utf8(text), key.publicKey) ? { key } : undefined;
  if (bytes.length !== 72) return undefined;
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (seconds > lastSecond || !verify(bytes.subarray(8), cosignedMessage(text, seconds), key.publicKey)) return undefined;
  return { key, seconds: Number(seconds) };
}

/** A key that is known twice is one key; two keys of one name and id are two, of which one will not hold. */
function distinct(keys: readonly VerifierKey[]): readonly VerifierKey[] {
  return [...new Map(keys.map((key) => [`${key.name}+${key.id}+${key.publicKey.join()}`, key])).values()];
}
