import { base64, concatBytes, equalBytes, fromBase64, fromHex, fromUtf8, hex, utf8 } from '../core/bytes.ts';
import { isKeyName } from './verifier-key.ts';

/** A signature line: which key made it, as it says itself, and the bytes behind the key id. */
export interface NoteSignature {
  readonly name: string;
  /** 8 hex digits. */
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

/** A signed note (C2SP signed-note): text that ends in a line feed, and who signed it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

// "Format": at least 16 signatures must be accepted, and those of keys that resist quantum computers take 5 kB each.
const mostSignatures = 64;
const mostBytes = 512 * 1024;
const dash = '\u2014 ';

export function noteText({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join('')}`;
}

/** One signature as a line with its line feed. */
export function signatureLine({ name, keyId, bytes }: NoteSignature): string {
  return `${dash}${name} ${base64(concatBytes([fromHex(keyId) ?? new Uint8Array(4), bytes]))}\n`;
}

/** A note from its bytes, or what is wrong with them. Nothing is verified. A note has one spelling. */
export function parseNote(bytes: Uint8Array): SignedNote | string {
  if (bytes.length > mostBytes) return `it is larger than ${mostBytes} bytes`;
  const whole = fromUtf8(bytes);
  if (whole === undefined) return 'it is not UTF-8';
  // oxlint-disable-next-line no-control-regex -- "Format": no ASCII control characters but the line feed
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) return 'it holds control characters';
  const blank = whole.lastIndexOf('\n\n');
  if (blank < 0) return 'no blank line stands between text and signatures';
  const text = whole.slice(0, blank + 1);
  const signatures = parseSignatureLines(whole.slice(blank + 2));
  if (typeof signatures === 'string') return signatures;
  const note = { text, signatures };
  return equalBytes(utf8(noteText(note)), bytes) ? note : 'it is not in the one spelling of its content';
}

/** Signature lines, each with its line feed, or what is wrong with them. */
export function parseSignatureLines(text: string): readonly NoteSignature[] | string {
  if (text === '') return 'it has no signature';
  if (!text.endsWith('\n')) return 'its last line has no end';
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > mostSignatures) return `it has more than ${mostSignatures} signatures`;
  const signatures = lines.flatMap((line) => parseSignatureLine(line) ?? []);
  return signatures.length === lines.length ? signatures : 'a signature line is not dash, name and base64 of key id and signature';
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(dash)) return undefined;
  const [name = '', encoded = '', ...more] = line.slice(dash.length).split(' ');
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5 || more.length > 0) return undefined;
  return { name, keyId: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
}
