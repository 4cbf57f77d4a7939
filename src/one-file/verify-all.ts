import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../cli/exit-code.ts';
import type { Terminal } from '../cli/terminal.ts';
import { briefText, verificationText } from '../cli/text/verification-text.ts';
import { fromUtf8 } from '../core/bytes.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { openFileSource } from '../core/file-source.node.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import { readTrustPolicy, type Trust } from '../trust/trust-policy.ts';
import { verifyFile } from '../verify/verify-file.node.ts';

type Judged = VerificationReport & { readonly exit: ExitCode };

/** Verifies every bundle that is named, and says so to people. */
export async function verifyAll(paths: readonly string[], policy: string, brief: boolean, terminal: Terminal): Promise<readonly Judged[]> {
  const trust = trustAt(policy);
  const judged: Judged[] = [];
  for (const path of paths.flatMap(bundlesAt)) {
    const report = await verifyFile(path, trust, { threads: 1 });
    judged.push({ ...report, exit: exits[report.outcome] });
  }
  const text = brief ? briefText : verificationText;
  for (const report of judged) for (const line of text(report, terminal.paint)) terminal.say(line);
  return judged;
}

const exits: Readonly<Record<VerificationReport['outcome'], ExitCode>> = { verified: 0, rejected: 1, undetermined: 3 };

function trustAt(path: string): Trust {
  const file = openFileSource(path);
  try {
    const text = fromUtf8(file.read(0, file.length));
    if (text === undefined) throw new EvidenceError('not-utf8', { where: path });
    return readTrustPolicy(text.startsWith('\ufeff') ? text.slice(1) : text, path, digestOfNode);
  } finally {
    file.close();
  }
}

/** The file itself, or the bundles below a folder, in the order of their names. */
function bundlesAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const found = namesBelow(path, '').sort();
  if (found.length === 0) throw new EvidenceError('file-missing', { where: path, cause: 'no *.evidence.zip in this folder' });
  return found.map((name) => join(path, name));
}

function namesBelow(folder: string, under: string): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return namesBelow(folder, name);
    return entry.name.endsWith('.evidence.zip') ? [name] : [];
  });
}
