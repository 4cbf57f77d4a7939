import { existsSync } from 'node:fs';
import type { Signer } from '../bundle/signer.ts';
import { equalBytes, fromUtf8, utf8 } from '../core/bytes.ts';
import type { Clock } from '../core/clock.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { consistencyPath, treeRoot } from '../transparency/merkle-tree.ts';
import { cosignatureBytes, cosignedMessage, verifyNote } from '../transparency/note-signatures.ts';
import { noteText, signatureLine } from '../transparency/note.ts';
import { subtreesOf } from '../transparency/tiles.ts';
import { verifyConsistency } from '../transparency/tree-proofs.ts';
import { parseVerifierKey, verifierKeyText, type VerifierKey } from '../transparency/verifier-key.ts';
import { checkpointIn, checkpointOf, whileLocked, type CheckpointNote } from './log-files.ts';
import { tilesIn } from './log-tree.ts';
import { readBytes } from './text-file.ts';
import { writeFileWhole } from './write-file.ts';

export interface WitnessWork {
  readonly folder: string;
  readonly witness: VerifierKey;
  readonly signer: Signer;
  /** The file in which the witness keeps the log's key and what it saw last. Its own: no log writes there. */
  readonly state: string;
  /** Which key signs for this log. Needed the first time; later the state knows it. */
  readonly log: VerifierKey | undefined;
  readonly clock: Clock;
}

export type WitnessAnswer =
  | { readonly ok: true; readonly line: string; readonly size: number; readonly seconds: number }
  /** Both heads are signed by the log where there are two: they prove to everybody that it was rewritten. */
  | { readonly ok: false; readonly why: string; readonly heads: readonly string[] };

interface WitnessState {
  readonly log: VerifierKey;
  readonly last?: CheckpointNote;
}

/**
 * Cosigns the checkpoint of a log that continues the one which this witness saw last, and refuses any other. What it saw is
 * on the disk before the cosignature is made (tlog-witness, "add-checkpoint"). Throws `log-damaged`, `note-malformed`, `usage`.
 */
export async function cosignCheckpoint({ folder, witness, signer, state: path, log, clock }: WitnessWork): Promise<WitnessAnswer> {
  return await whileLocked(`${path}.lock.db`, async () => {
    const state = stateIn(path, log);
    if (equalBytes(witness.publicKey, state.log.publicKey))
      throw new EvidenceError('usage', { where: '--key', cause: 'it is the key of the log, which cannot be its own witness' });
    const now = checkpointIn(folder);
    const why = refusal(folder, state, now);
    if (why !== undefined) return { ok: false, why, heads: [...(state.last === undefined ? [] : [noteText(state.last.note)]), noteText(now.note)] };
    const { text, signatures } = now.note;
    const signed = signatures.filter(({ name, keyId }) => name === state.log.name && keyId === state.log.id);
    writeFileWhole(path, utf8(`${verifierKeyText(state.log)}\n\n${noteText({ text, signatures: signed })}`), { mode: 0o600 });
    const seconds = clock() / 1_000_000_000n;
    const signature = await signer.sign(cosignedMessage(text, seconds));
    const line = signatureLine({ name: witness.name, keyId: witness.id, bytes: cosignatureBytes(seconds, signature) });
    return { ok: true, line, size: now.checkpoint.size, seconds: Number(seconds) };
  });
}

function refusal(folder: string, { log, last }: WitnessState, { note, checkpoint }: CheckpointNote): string | undefined {
  const signed = verifyNote(note, [log], verifySignatureNode);
  if (typeof signed === 'string' || signed.length === 0 || checkpoint.origin !== log.name) return `its checkpoint is not signed by the key of ${log.name}`;
  const seen = last?.checkpoint;
  if (seen !== undefined && checkpoint.size < seen.size) return `it has ${checkpoint.size} entries, and had ${seen.size}: entries were taken away`;
  if (seen?.size === checkpoint.size && !equalBytes(seen.root, checkpoint.root))
    return `its ${seen.size} entries have another root than before: it was rewritten or forked`;
  const subtrees = subtreesOf(checkpoint.size, tilesIn(folder).hashes);
  if (!equalBytes(treeRoot(checkpoint.size, subtrees), checkpoint.root)) return 'its tiles do not give the root that it has signed';
  if (seen !== undefined && !verifyConsistency(seen, checkpoint, consistencyPath(seen.size, checkpoint.size, subtrees)))
    return `its ${checkpoint.size} entries do not continue the ${seen.size} that were seen before: it was rewritten or forked`;
  return undefined;
}

function stateIn(path: string, log: VerifierKey | undefined): WitnessState {
  if (!existsSync(path)) {
    if (log === undefined) throw new EvidenceError('usage', { where: '--log', cause: `the witness has no state in ${path} yet: name the key of the log` });
    return { log };
  }
  const text = fromUtf8(readBytes(path)) ?? '';
  const end = text.indexOf('\n\n');
  const known = parseVerifierKey(text.slice(0, Math.max(end, 0)));
  const last = checkpointOf(utf8(text.slice(end + 2)));
  if (typeof known === 'string' || typeof last === 'string')
    throw new EvidenceError('note-malformed', { where: path, cause: typeof known === 'string' ? known : typeof last === 'string' ? last : undefined });
  if (log !== undefined && verifierKeyText(log) !== verifierKeyText(known))
    throw new EvidenceError('usage', { where: '--log', cause: `this witness watches ${verifierKeyText(known)}` });
  return { log: known, last };
}
