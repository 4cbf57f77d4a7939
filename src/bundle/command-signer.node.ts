import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import { fromBase64, fromUtf8 } from '../core/bytes.ts';
import { errnoOf } from '../core/durable-files.node.ts';
import type { PublicKey } from '../core/ed25519.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { keyIdOf } from '../core/key-id.ts';
import { commandWords } from './command-words.ts';
import type { Signer } from './signer.ts';

export interface SignerCommand {
  /** Program and arguments in one text, as `commandWords` reads it. No shell takes part, unless the command names one. */
  readonly command: string;
  /** The key that the command signs with. Nothing is taken from it that this key does not verify. */
  readonly publicKey: PublicKey;
  readonly timeoutMillis: number;
  /** Gets what the command writes to stderr, as it comes: a module may ask there to be touched. */
  readonly onStderr?: (text: string) => void;
}

// A signature takes 64 bytes, or 88 digits and a line feed. More than this is something else, and is not waited for.
const mostOutput = 4096;
const mostStderr = 2000;

/**
 * A signer outside of this process: a security module, a key service, an agent. For each message the command is started
 * anew, reads the message on stdin to its end, writes the 64 bytes of the signature (or one line of base64) to stdout, and
 * ends with exit code 0. Signing throws `signer-unusable`, `signer-failed` or `signer-wrong`.
 */
export function signerFromCommand({ command, publicKey, timeoutMillis, onStderr }: SignerCommand): Signer {
  const words = commandWords(command);
  if (words === undefined)
    throw new EvidenceError('signer-unusable', { where: '--signer-command', cause: 'it names no program, or a quotation mark is not closed' });
  const signOnce = async (message: Uint8Array): Promise<Uint8Array> => {
    const signature = signatureIn(await outputOf(words, message, timeoutMillis, onStderr), words[0]);
    if (!verifySignatureNode(signature, message, publicKey))
      throw new EvidenceError('signer-wrong', { where: words[0], cause: `its signature is not the one of the key ${keyIdOf(publicKey)}` });
    return signature;
  };
  // One at a time: a module has one session, and one person to touch it.
  let before: Promise<unknown> = Promise.resolve();
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message) => {
      const signing = before.then(() => signOnce(message));
      before = signing.catch(() => undefined);
      return signing;
    },
  };
}

function signatureIn(output: Uint8Array, where: string): Uint8Array {
  if (output.length === 64) return Uint8Array.from(output);
  const decoded = fromBase64((fromUtf8(output) ?? '').replace(/\r?\n$/, ''));
  if (decoded?.length === 64) return decoded;
  throw new EvidenceError('signer-wrong', { where, cause: `it gave ${output.length} bytes that are neither 64 bytes nor their base64` });
}

type Words = readonly [program: string, ...string[]];

function outputOf([program, ...args]: Words, input: Uint8Array, timeoutMillis: number, onStderr: SignerCommand['onStderr']): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' });
    const chunks: Buffer[] = [];
    let length = 0;
    let said = '';
    let stopped: string | undefined;
    const stop = (why: string): void => {
      stopped ??= why;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop(`it had not signed after ${timeoutMillis / 1000} s`), timeoutMillis);
    const failed = (why: string): EvidenceError =>
      new EvidenceError('signer-failed', { where: program, cause: said.trim() === '' ? why : `${why}; it said: ${said.trim()}` });
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostOutput) stop(`it wrote more than ${mostOutput} bytes`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-mostStderr);
      onStderr?.(text);
    });
    // A command that ends without reading is judged by what it gave.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new EvidenceError('signer-unusable', { where: program, cause: errnoOf(cause) === 'ENOENT' ? 'there is no such program' : cause }));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (stopped !== undefined) reject(failed(stopped));
      else if (code !== 0) reject(failed(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
      else resolve(Buffer.concat(chunks));
    });
  });
}
