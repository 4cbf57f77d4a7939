import { signerFromCommand } from '../bundle/command-signer.node.ts';
import { publicKeyFromFile, signerFromFile, signerFromPem } from '../bundle/key-files.node.ts';
import type { Signer } from '../bundle/signer.ts';
import { EvidenceError } from '../core/errors.ts';
import type { PipelinePorts } from './ports.ts';

/** The environment variable that holds the passphrase of a key. */
export const passphraseVariable: string = 'EVIDENCE_KEY_PASSPHRASE';

/** How long a signer command may take for one signature: someone may have to touch a module. */
const patience = 120_000;

/** Where the signing key is: one of a key and a command. */
export interface SignerWishes {
  /** A private key file (PEM), or `env:NAME` for the text of one in the environment variable NAME. */
  readonly key?: string;
  /** A command that signs (see `signerFromCommand`); then `publicKey` is asked for. */
  readonly command?: string;
  /** The public key file (PEM) of the command's key. */
  readonly publicKey?: string;
  readonly onStderr?: (text: string) => void;
}

/**
 * The signer that the user named; `standard` is the key file where none is named. Throws `usage`, `signer-unusable`, and what
 * is wrong with a key.
 */
export function openSigner(wishes: SignerWishes, standard: string, variable: PipelinePorts['variable']): Signer {
  const { key, command, publicKey, onStderr } = wishes;
  if (command !== undefined) {
    if (key !== undefined) throw new EvidenceError('usage', { where: '--signer-command', cause: 'give a key or a command, not both' });
    if (publicKey === undefined) throw new EvidenceError('signer-unusable', { where: '--signer-command', cause: 'its public key is not given' });
    return signerFromCommand({ command, publicKey: publicKeyFromFile(publicKey), timeoutMillis: patience, ...(onStderr === undefined ? {} : { onStderr }) });
  }
  if (publicKey !== undefined) throw new EvidenceError('usage', { where: '--signer-public-key', cause: 'it goes with --signer-command' });
  if (key?.startsWith('env:') !== true) return signerFromFile(key ?? standard, variable(passphraseVariable));
  const text = variable(key.slice('env:'.length));
  if (text === undefined || text === '') throw new EvidenceError('key-malformed', { where: key, cause: 'the environment does not hold this variable' });
  return signerFromPem(text, key, variable(passphraseVariable));
}
