import { createHash } from 'node:crypto';
import { piecesOf, type ByteSource } from '../core/byte-source.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { digestFromHex, type Digest } from '../core/digest.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { verifyPkixNode } from '../core/pkix.node.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import type { Trust } from '../trust/trust-policy.ts';
import type { MeasureOptions } from './measure-file.node.ts';
import { openBundleFile, type OpenedFile } from './open-file.node.ts';
import { concludeBundle } from './conclude-bundle.ts';

export interface VerifyFileOptions extends MeasureOptions {
  /** What the report calls the bundle. Default: the path. */
  readonly name?: string;
  /** Whether the report has the SHA-256 of the file however large it is: that takes a second reading. */
  readonly sha256?: boolean;
}

/** Beyond this the digest of the whole file costs more than all other questions together: each of its files has one. */
const mostHashed = 0x400_0000;

/**
 * Verifies a bundle file offline: `verifyBundle` on all processors of this machine, in memory that does not grow with the file.
 * A wrapped bundle (`--compress`) is taken as it is. Never throws on a bad bundle; throws `file-missing`, `file-unreadable`,
 * `file-changed`, and `disk-full` or `file-unwritable` where a large wrapper must be expanded.
 */
export async function verifyFile(path: string, trust: Trust, options: VerifyFileOptions = {}): Promise<VerificationReport> {
  const opened = await openBundleFile(path, options);
  try {
    return concludeFile(opened, options.name ?? path, trust, options.sha256 === true);
  } finally {
    opened.close();
  }
}

/** The report about a bundle file that is open. */
export function concludeFile({ opening, file }: OpenedFile, name: string, trust: Trust, always: boolean): VerificationReport {
  const sha256 = always || file.length <= mostHashed ? { sha256: digestOfSource(file) } : {};
  return concludeBundle({ name, bytes: file.length, ...sha256 }, opening, trust, {
    hash: digestOfNode,
    verify: verifySignatureNode,
    verifyPkix: verifyPkixNode,
  });
}

function digestOfSource(source: ByteSource): Digest {
  if (source.still) return digestOfNode(source.read(0, source.length));
  const sha256 = createHash('sha256');
  for (const piece of piecesOf(source, 0, source.length)) sha256.update(piece);
  return digestFromHex(sha256.digest('hex'));
}
