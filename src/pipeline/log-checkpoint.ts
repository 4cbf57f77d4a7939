import type { Signer } from '../bundle/signer.ts';
import { equalBytes, utf8 } from '../core/bytes.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { checkpointText, type Checkpoint } from '../transparency/checkpoint.ts';
import { consistencyPath } from '../transparency/merkle-tree.ts';
import { verifyNote } from '../transparency/note-signatures.ts';
import { noteText, parseSignatureLines, type NoteSignature, type SignedNote } from '../transparency/note.ts';
import { subtreesOf } from '../transparency/tiles.ts';
import { verifyConsistency } from '../transparency/tree-proofs.ts';
import type { VerifierKey } from '../transparency/verifier-key.ts';
import { checkpointFile, checkpointIn, damaged, lockOf, openLog, putFiles, whileLocked, type CheckpointNote } from './log-files.ts';
import { mustHaveRoot, tilesIn } from './log-tree.ts';

/**
 * Signs the tree as it is now. A log that has not grown keeps its checkpoint, with all cosignatures. Nothing is ever signed
 * that the last checkpoint does not lead to (tlog-checkpoint, "Signatures"). Throws `log-damaged`, `usage` for another key.
 */
export async function signCheckpoint(folder: string, signer: Signer): Promise<CheckpointNote> {
  return await whileLocked(lockOf(folder), async () => {
    const { key, head } = openLog(folder);
    if (!equalBytes(signer.publicKey, key.publicKey)) throw new EvidenceError('usage', { where: '--key', cause: `it is not the key of the log ${key.name}` });
    const last = checkpointIn(folder);
    const tiles = tilesIn(folder);
    mustHaveRoot({ folder, head }, tiles);
    mustBeSigned(folder, last, key);
    const path = consistencyPath(last.checkpoint.size, head.size, subtreesOf(head.size, tiles.hashes));
    if (!verifyConsistency(last.checkpoint, head, path))
      throw damaged(folder, `its ${head.size} entries do not continue the ${last.checkpoint.size} that it has signed`);
    if (head.size === last.checkpoint.size) return last;
    const text = checkpointText(head);
    const note: SignedNote = { text, signatures: [await signedBy(signer, key, text)] };
    putNote(folder, note);
    return { note, checkpoint: head };
  });
}

/** The line of a log's own key over a text. */
export async function signedBy(signer: Signer, { name, id }: VerifierKey, text: string): Promise<NoteSignature> {
  return { name, keyId: id, bytes: await signer.sign(utf8(text)) };
}

/** What became of cosignatures that others made. */
export type Cosigned = { readonly ok: true; readonly checkpoint: Checkpoint } | { readonly ok: false; readonly why: string };

/**
 * Puts cosignature lines of known witnesses under the checkpoint of a log, in place of older ones of the same witness, and
 * only where they hold for this very checkpoint. Lines of others are left out.
 */
export async function addCosignatures(folder: string, lines: string, witnesses: readonly VerifierKey[]): Promise<Cosigned> {
  const given = parseSignatureLines(lines);
  if (typeof given === 'string') return { ok: false, why: given };
  return await whileLocked(lockOf(folder), () => {
    const { key } = openLog(folder);
    const { note, checkpoint } = checkpointIn(folder);
    mustBeSigned(folder, { note, checkpoint }, key);
    const held = verifyNote({ text: note.text, signatures: given }, witnesses, verifySignatureNode);
    if (typeof held === 'string') return { ok: false, why: held };
    if (held.length === 0) return { ok: false, why: 'none of its lines is of the witness named' };
    const isHeld = ({ name, keyId }: NoteSignature): boolean => held.some((one) => one.key.name === name && one.key.id === keyId);
    putNote(folder, { text: note.text, signatures: [...note.signatures.filter((line) => !isHeld(line)), ...given.filter(isHeld)] });
    return { ok: true, checkpoint };
  });
}

/** Throws `log-damaged` where the checkpoint of a log is not its own. */
export function mustBeSigned(folder: string, { note, checkpoint }: CheckpointNote, key: VerifierKey): void {
  const signed = verifyNote(note, [key], verifySignatureNode);
  if (typeof signed === 'string' || signed.length === 0 || checkpoint.origin !== key.name)
    throw damaged(`${folder}/${checkpointFile}`, 'the key of the log has not signed it');
}

function putNote(folder: string, note: SignedNote): void {
  putFiles(folder, [{ path: checkpointFile, bytes: utf8(noteText(note)) }]);
}
