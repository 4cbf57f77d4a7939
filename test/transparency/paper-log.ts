import type { Signer } from '../../src/bundle/signer.ts';
import { utf8 } from '../../src/core/bytes.ts';
import { publicKeyOf, sign } from '../../src/core/ed25519.ts';
import { checkpointText, type Checkpoint } from '../../src/transparency/checkpoint.ts';
import { logProofText } from '../../src/transparency/log-proof.ts';
import { inclusionPath, leafHash, treeRoot, wholeRoot, type SubtreeHash, type TreeHash } from '../../src/transparency/merkle-tree.ts';
import { cosignatureBytes, cosignedMessage } from '../../src/transparency/note-signatures.ts';
import type { NoteSignature, SignedNote } from '../../src/transparency/note.ts';
import { verifierKey, type VerifierKey, type VerifierKeyUse } from '../../src/transparency/verifier-key.ts';

/** A key of notes and its seed. */
export interface NoteKey {
  readonly key: VerifierKey;
  readonly seed: Uint8Array;
}

/** A key of the tests by a number. */
export function noteKey(name: string, use: VerifierKeyUse, number: number): NoteKey {
  const seed = new Uint8Array(32).fill(number);
  return { key: verifierKey(name, use, publicKeyOf(seed)), seed };
}

/** The whole subtrees of a list of entries, made anew each time. */
export function subtreesOfEntries(entries: readonly Uint8Array[]): SubtreeHash {
  return (level, index) => wholeRoot(entries.slice(index * 2 ** level, (index + 1) * 2 ** level).map(leafHash));
}

export function rootOfEntries(entries: readonly Uint8Array[]): TreeHash {
  return treeRoot(entries.length, subtreesOfEntries(entries));
}

export function signed({ key, seed }: NoteKey, text: string): NoteSignature {
  return { name: key.name, keyId: key.id, bytes: sign(utf8(text), seed) };
}

export function cosigned({ key, seed }: NoteKey, text: string, seconds: number): NoteSignature {
  return { name: key.name, keyId: key.id, bytes: cosignatureBytes(BigInt(seconds), sign(cosignedMessage(text, BigInt(seconds)), seed)) };
}

/** A log on paper: entries, and whatever its owner signs. */
export class PaperLog {
  readonly entries: readonly Uint8Array[];
  readonly key: NoteKey;

  constructor(key: NoteKey, entries: readonly Uint8Array[]) {
    this.key = key;
    this.entries = entries;
  }

  checkpoint(change: Partial<Checkpoint> = {}): string {
    return checkpointText({ origin: this.key.key.name, size: this.entries.length, root: rootOfEntries(this.entries), extensions: [], ...change });
  }

  note(witnesses: readonly (readonly [NoteKey, seconds: number])[] = [], text: string = this.checkpoint()): SignedNote {
    return { text, signatures: [signed(this.key, text), ...witnesses.map(([key, seconds]) => cosigned(key, text, seconds))] };
  }

  proof(index: number, note: SignedNote): Uint8Array {
    return utf8(logProofText({ index, path: inclusionPath(index, this.entries.length, subtreesOfEntries(this.entries)), note }));
  }
}

export function signerOf({ key, seed }: NoteKey): Signer {
  return { keyId: key.id.repeat(8), publicKey: key.publicKey, sign: (message) => Promise.resolve(sign(message, seed)) };
}
