import { signatureFileOf, signaturePath } from '../bundle/signature-files.ts';
import { equalBytes, hex, utf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { sha256 } from '../core/sha2.ts';
import { logProofText } from '../transparency/log-proof.ts';
import { inclusionPath } from '../transparency/merkle-tree.ts';
import { subtreesOf } from '../transparency/tiles.ts';
import { openBundleFile, type OpenedFile } from '../verify/open-file.node.ts';
import { addToOpened } from './add-signatures.ts';
import { mustBeSigned } from './log-checkpoint.ts';
import { checkpointIn, openLog, type CheckpointNote } from './log-files.ts';
import { indexOf, tilesIn } from './log-tree.ts';

/** A signature of a bundle: what a log has an entry of. */
export interface LoggableSignature {
  readonly keyId: string;
  /** SHA-256 of the bytes of its `dsse.json`. */
  readonly entry: Uint8Array;
  /** The log proofs that the bundle has of it already, by number. */
  readonly proofs: ReadonlyMap<number, Uint8Array>;
}

export interface ProvedSignature {
  readonly keyId: string;
  readonly index: number;
  readonly path: string;
}

export interface Proved {
  readonly size: number;
  readonly proved: readonly ProvedSignature[];
  /** Key ids of signatures that the signed tree of the log does not have. */
  readonly missing: readonly string[];
}

/** The signatures of a bundle file. Throws `bundle-refused` where the file is none, `file-missing`, `file-unreadable`. */
export async function signaturesIn(bundlePath: string): Promise<readonly LoggableSignature[]> {
  const opened = await openBundleFile(bundlePath);
  try {
    return signaturesOf(opened, bundlePath);
  } finally {
    opened.close();
  }
}

function signaturesOf({ opening }: OpenedFile, bundlePath: string): readonly LoggableSignature[] {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { where: bundlePath, cause: opening.findings[0]?.message });
  const { files } = opening.bundle;
  const named = [...files.keys()].flatMap((path) => {
    const file = signatureFileOf(path);
    const bytes = file === undefined ? undefined : files.get(path);
    return file === undefined || bytes === undefined ? [] : [{ ...file, bytes }];
  });
  const signatures = named.filter(({ kind }) => kind === 'dsse.json');
  if (signatures.length === 0) throw new EvidenceError('bundle-refused', { where: bundlePath, cause: 'nobody has signed it' });
  return signatures.map(({ keyId, bytes }) => {
    const proofs = named.filter((file) => file.keyId === keyId && file.kind === 'tlog-proof');
    return { keyId, entry: sha256(bytes), proofs: new Map(proofs.map((file) => [file.number, file.bytes])) };
  });
}

/**
 * Writes into a bundle that the signed tree of a log has its signatures, with the checkpoint and all its cosignatures; a proof
 * that is there already is not written twice. `to` may be the bundle itself.
 * Throws `log-entry-unknown` where the log has none of them, `log-damaged`, `signature-exists` where nine proofs are there.
 */
export async function proveBundle(folder: string, bundlePath: string, to: string): Promise<Proved> {
  const { key } = openLog(folder);
  const signed = checkpointIn(folder);
  mustBeSigned(folder, signed, key);
  const opened = await openBundleFile(bundlePath);
  try {
    const signatures = signaturesOf(opened, bundlePath);
    const found = proofsOf(folder, signed, signatures).map((proof) => ({ ...proof, ...placeFor(bundlePath, proof) }));
    const { size } = signed.checkpoint;
    if (found.length === 0) throw new EvidenceError('log-entry-unknown', { where: bundlePath, cause: `among the ${size} signed entries of ${folder}` });
    const fresh = found.filter(({ isNew }) => isNew);
    if (fresh.length > 0 || to !== bundlePath) await addToOpened(opened, bundlePath, fresh, to);
    return {
      size,
      proved: found.map(({ signature: { keyId }, index, path }) => ({ keyId, index, path })),
      missing: signatures.filter((signature) => !found.some((one) => one.signature === signature)).map(({ keyId }) => keyId),
    };
  } finally {
    opened.close();
  }
}

interface Proof {
  readonly signature: LoggableSignature;
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** A proof for each of the signatures that the signed tree has. */
function proofsOf(folder: string, { note, checkpoint: { size } }: CheckpointNote, signatures: readonly LoggableSignature[]): readonly Proof[] {
  const tiles = tilesIn(folder);
  const subtrees = subtreesOf(size, tiles.hashes);
  const entries = signatures.map(({ entry }) => entry);
  const indices = indexOf(size, tiles, entries);
  return signatures.flatMap((signature) => {
    const index = indices.get(hex(signature.entry));
    return index === undefined ? [] : [{ signature, index, bytes: utf8(logProofText({ index, path: inclusionPath(index, size, subtrees), note })) }];
  });
}

/** Where a proof stands already, or the next free number. */
function placeFor(bundlePath: string, { signature: { keyId, proofs }, bytes }: Proof): { readonly path: string; readonly isNew: boolean } {
  const pathOf = (number: number): string => signaturePath({ keyId, kind: 'tlog-proof', number });
  const held = [...proofs].find(([, other]) => equalBytes(other, bytes));
  if (held !== undefined) return { path: pathOf(held[0]), isNew: false };
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((number) => !proofs.has(number));
  if (free === undefined) throw new EvidenceError('signature-exists', { where: bundlePath, cause: `it holds nine log proofs of ${keyId}` });
  return { path: pathOf(free), isNew: true };
}
