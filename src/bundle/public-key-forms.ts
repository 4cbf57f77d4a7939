import { base64 } from '../core/bytes.ts';
import { spkiOf, type PublicKey } from '../core/ed25519.ts';
import { keyIdOf } from '../core/key-id.ts';
import { pemText } from '../core/pem.ts';
import { sshPublicKey } from '../core/ssh-wire.ts';
import { minisignPublicKey } from './minisig.ts';

/** A public key as other tools read it, each a whole file. */
export const publicKeyForms: {
  readonly [form in 'pem' | 'spki' | 'ssh' | 'minisign' | 'signify']: (key: PublicKey) => string;
} = {
  /** SubjectPublicKeyInfo in PEM, for openssl. */
  pem: (key) => pemText('PUBLIC KEY', spkiOf(key)),
  /** The same in base64 alone, as a trust policy holds it. */
  spki: (key) => `${base64(spkiOf(key))}\n`,
  /** A line of authorized_keys; behind a name and options it is one of ssh-keygen's allowed_signers. */
  ssh: (key) => `ssh-ed25519 ${base64(sshPublicKey(key))} ${keyIdOf(key)}\n`,
  minisign: (key) => minisignPublicKey(keyIdOf(key), key),
  signify: (key) => minisignPublicKey(keyIdOf(key), key),
};
