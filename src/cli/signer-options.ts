import { visibleText } from '../core/visible-text.ts';
import type { SignerWishes } from '../pipeline/open-signer.ts';
import type { Terminal } from './terminal.ts';
import { textOption, type Options, type Verb } from './verb.ts';

/** Where the signing key is: the same options for every verb that signs. `standard` says which key it is where none is named. */
export function signerOptions(standard: string): Verb['options'] {
  return [
    ['--key <file>', `private key, PEM; or env:NAME for one in an environment variable (default: ${standard})`],
    ['--signer-command <command>', 'sign with this command instead: message on stdin, 64 bytes or a line of base64 on stdout'],
    ['--signer-public-key <file>', 'the public key of the command, PEM'],
  ];
}

export function signerWishes(options: Options, terminal: Terminal): SignerWishes {
  const [key, command, publicKey] = ['key', 'signerCommand', 'signerPublicKey'].map((name) => textOption(options, name));
  return {
    ...(key === undefined ? {} : { key }),
    ...(command === undefined ? {} : { command }),
    ...(publicKey === undefined ? {} : { publicKey }),
    onStderr: (text) => {
      for (const line of text.split('\n')) if (line.trim() !== '') terminal.complain(visibleText(line));
    },
  };
}
