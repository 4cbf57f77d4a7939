import { base64, concatBytes, fromBase64, hex, isWellFormed, utf8 } from '../core/bytes.ts';
import { asPublicKey, type PublicKey } from '../core/ed25519.ts';
import { sha256 } from '../core/sha2.ts';

/** What a key signs: checkpoints of its own log, or cosignatures with a time on those of others. */
export type VerifierKeyUse = 'log' | 'witness';

/** A key of signed notes (C2SP signed-note). */
export interface VerifierKey {
  /** Of a log: its origin. */
  readonly name: string;
  /** First four bytes of SHA-256(name, line feed, type, key), in hex. An aid to find the key, and no proof of it. */
  readonly id: string;
  readonly use: VerifierKeyUse;
  readonly publicKey: PublicKey;
}

// signed-note, "Signature types": 0x01 is ed25519 over the text, 0x04 a cosignature with a time (tlog-cosignature).
const typeOf: Readonly<Record<VerifierKeyUse, number>> = { log: 0x01, witness: 0x04 };

/** Whether a text can name a key: signed-note, "Format", and no control characters, which no note can hold. */
export function isKeyName(name: string): boolean {
  return name !== '' && isWellFormed(name) && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

/** The key of a name, which must be one (`isKeyName`). */
export function verifierKey(name: string, use: VerifierKeyUse, publicKey: PublicKey): VerifierKey {
  const id = hex(sha256(concatBytes([utf8(`${name}\n`), typed(use, publicKey)])).subarray(0, 4));
  return { name, id, use, publicKey };
}

/** `name+id+base64`: the text that a trust policy holds (signed-note, "Verifier keys"). */
export function verifierKeyText({ name, id, use, publicKey }: VerifierKey): string {
  return `${name}+${id}+${base64(typed(use, publicKey))}`;
}

/** A key from its text, or what is wrong with the text. It has one spelling; keys that are not to be trusted are refused. */
export function parseVerifierKey(text: string): VerifierKey | string {
  const [name = '', id = '', ...rest] = text.split('+');
  if (!isKeyName(name)) return 'its name is empty, or holds spaces or control characters';
  // The base64 may hold a plus of its own.
  const data = fromBase64(rest.join('+'));
  const use = data?.[0] === typeOf.log ? 'log' : data?.[0] === typeOf.witness ? 'witness' : undefined;
  if (data === undefined || use === undefined) return 'it is not name+id+base64 of an ed25519 key of type 0x01 (log) or 0x04 (witness)';
  const publicKey = asPublicKey(data.subarray(1));
  if (publicKey === undefined) return 'its ed25519 key is of small order, not canonical, or not 32 bytes';
  const key = verifierKey(name, use, publicKey);
  return verifierKeyText(key) === text ? key : `its key id is ${key.id}, and not ${id}`;
}

function typed(use: VerifierKeyUse, publicKey: PublicKey): Uint8Array {
  return Uint8Array.of(typeOf[use], ...publicKey);
}
