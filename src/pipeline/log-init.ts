import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../bundle/signer.ts';
import { utf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { checkpointText, type Checkpoint } from '../transparency/checkpoint.ts';
import { emptyRoot } from '../transparency/merkle-tree.ts';
import { noteText } from '../transparency/note.ts';
import { isKeyName, verifierKey, verifierKeyText, type VerifierKey } from '../transparency/verifier-key.ts';
import { signedBy } from './log-checkpoint.ts';
import { checkpointFile, keyFile, lockOf, putFiles, putHead, whileLocked } from './log-files.ts';

/** Makes an empty log with a signed checkpoint of nothing. Throws `file-exists` where the folder holds a log, `usage` for a bad name. */
export async function createLog(folder: string, origin: string, signer: Signer): Promise<VerifierKey> {
  if (!isKeyName(origin))
    throw new EvidenceError('usage', { where: '--origin', cause: 'a name without spaces, plus signs and control characters, such as example.org/log' });
  return await whileLocked(lockOf(folder), async () => {
    if (existsSync(join(folder, keyFile))) throw new EvidenceError('file-exists', { where: join(folder, keyFile) });
    const key = verifierKey(origin, 'log', signer.publicKey);
    const head: Checkpoint = { origin, size: 0, root: emptyRoot(), extensions: [] };
    putHead(folder, head);
    const text = checkpointText(head);
    putFiles(folder, [{ path: checkpointFile, bytes: utf8(noteText({ text, signatures: [await signedBy(signer, key, text)] })) }]);
    // The key comes last: with it the folder is a log.
    putFiles(folder, [{ path: keyFile, bytes: utf8(`${verifierKeyText(key)}\n`) }]);
    return key;
  });
}
