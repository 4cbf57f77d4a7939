import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes } from '../core/bytes.ts';
import { instant, type Instant } from '../core/clock.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { treeRoot } from '../transparency/merkle-tree.ts';
import { verifyNote, type VerifiedSignature } from '../transparency/note-signatures.ts';
import { noteText } from '../transparency/note.ts';
import { subtreesOf } from '../transparency/tiles.ts';
import type { TreeHead } from '../transparency/tree-proofs.ts';
import type { TreeLevels } from '../transparency/tree-levels.ts';
import type { VerifierKey } from '../transparency/verifier-key.ts';
import { finding, type AuditFinding } from './log-audit-finding.ts';
import { compareTiles, recompute } from './log-audit-tiles.ts';
import { checkpointFile, checkpointOf, headFile, openLog, type CheckpointNote } from './log-files.ts';
import { readBytes } from './text-file.ts';

export interface AuditWishes {
  readonly folder: string;
  /** Whom the auditor believes for this log. Not given: the key that the folder names, which is no more than its own word. */
  readonly keys?: readonly VerifierKey[];
  /** A checkpoint file that the auditor kept from before. */
  readonly since?: string;
}

export interface Audit {
  readonly origin: string;
  /** Entries that the checkpoint signs, and entries that were appended behind them. */
  readonly size: number;
  readonly unsigned: number;
  readonly findings: readonly AuditFinding[];
  readonly notChecked: readonly string[];
  readonly cosigned: readonly { readonly witness: string; readonly at: Instant }[];
  /** Two heads of one log, both signed by its key, of which one does not continue the other: proof for everybody. Else none. */
  readonly heads: readonly string[];
}

/** A head with the signatures that hold on it. */
interface SignedHead extends CheckpointNote {
  readonly signatures: readonly VerifiedSignature[];
  readonly findings: readonly AuditFinding[];
}

/**
 * Makes the whole tree again from the entries of a log and compares every tile and the signed head with it; with an older
 * checkpoint, also whether the log still holds what it held then. Throws `log-unknown`, `note-malformed` for the older one.
 */
export function auditLog({ folder, keys, since }: AuditWishes): Audit {
  const { key, head } = openLog(folder);
  const believed = keys ?? [key];
  const old = since === undefined ? undefined : headAt(since, believed, since);
  if (typeof old === 'string') throw new EvidenceError('note-malformed', { where: since ?? '', cause: old });
  const now = headAt(join(folder, checkpointFile), believed, checkpointFile);
  const notChecked = keys === undefined ? [`whether the key is the one of ${key.name}: the folder itself names it`] : [];
  if (typeof now === 'string') {
    const findings = [finding('checkpoint-malformed', checkpointFile, now)];
    return {
      origin: key.name,
      size: 0,
      unsigned: head.size,
      findings,
      notChecked: [...notChecked, 'the tree: no head says what it is'],
      cosigned: [],
      heads: [],
    };
  }
  const { size } = now.checkpoint;
  const tree = recompute(folder, Math.max(size, head.size));
  const about = { origin: key.name, size, unsigned: Math.max(head.size - size, 0), cosigned: now.signatures.flatMap(cosignedBy) };
  const heads = [...now.findings, ...(old?.findings ?? []), ...tree.findings];
  if (tree.levels === undefined) return { ...about, findings: heads, notChecked: [...notChecked, 'the tree: entries are not there'], heads: [] };
  const tiles = compareTiles(folder, tree.levels, [size, head.size]);
  const roots = rootFindings(tree.levels, now.checkpoint, head);
  const history = old === undefined ? [] : historyFindings(tree.levels, old, now);
  const isProof = history.some(({ code }) => code === 'log-rewritten') && [old, now].every((one) => one?.findings.length === 0);
  return {
    ...about,
    findings: [...heads, ...tiles.findings, ...roots, ...history],
    notChecked: [
      ...notChecked,
      ...(old === undefined ? ['whether the log was rewritten: no older checkpoint was given'] : []),
      ...(tiles.behind > 0 ? [`${tiles.behind} files behind the end of the log: what a writer that was stopped left`] : []),
    ],
    heads: isProof && old !== undefined ? [noteText(old.note), noteText(now.note)] : [],
  };
}

/** A checkpoint file, with a finding where the log has not signed it; or what is wrong with the file. */
function headAt(path: string, keys: readonly VerifierKey[], where: string): SignedHead | string {
  if (!existsSync(path)) return 'it is not there';
  const read = checkpointOf(readBytes(path));
  if (typeof read === 'string') return read;
  const signatures = verifyNote(read.note, keys, verifySignatureNode);
  const unsigned = (why: string): SignedHead => ({ ...read, signatures: [], findings: [finding('checkpoint-unsigned', where, why)] });
  if (typeof signatures === 'string') return unsigned(signatures);
  const isSigned = signatures.some(({ key }) => key.use === 'log' && key.name === read.checkpoint.origin);
  return isSigned ? { ...read, signatures, findings: [] } : unsigned(`no key that is believed for ${read.checkpoint.origin} has signed it`);
}

function rootFindings(levels: TreeLevels, signed: TreeHead, head: TreeHead): readonly AuditFinding[] {
  const isRoot = ({ size, root }: TreeHead): boolean => equalBytes(rootAt(levels, size), root);
  return [
    ...(isRoot(signed) ? [] : [finding('root-differs', checkpointFile, `the first ${signed.size} entries do not give the root that is signed`)]),
    ...(head.size >= signed.size && isRoot(head)
      ? []
      : [finding('head-differs', headFile, `it is not the head of ${head.size} entries that continue the ${signed.size} signed`)]),
  ];
}

function historyFindings(levels: TreeLevels, old: SignedHead, now: SignedHead): readonly AuditFinding[] {
  const [before, after] = [old.checkpoint, now.checkpoint];
  if (before.origin !== after.origin) return [finding('log-rewritten', checkpointFile, `it is the log ${after.origin}, and was ${before.origin}`)];
  if (before.size > after.size)
    return [finding('log-shrunk', checkpointFile, `it signs ${after.size} entries, and signed ${before.size} before: entries were taken away`)];
  const root = before.size === after.size ? after.root : rootAt(levels, before.size);
  if (equalBytes(root, before.root)) return [];
  return [
    finding(
      'log-rewritten',
      checkpointFile,
      `the first ${before.size} of its ${after.size} entries are not those that it signed before: it was rewritten or forked`,
    ),
  ];
}

function rootAt(levels: TreeLevels, size: number): Uint8Array {
  return treeRoot(size, subtreesOf(size, levels.hashes));
}

function cosignedBy({ key, seconds }: VerifiedSignature): Audit['cosigned'] {
  return seconds === undefined ? [] : [{ witness: key.name, at: instant(BigInt(seconds) * 1_000_000_000n) }];
}
