import { hash } from 'node:crypto';
import { asDigest, digestOf, type Digest } from './digest.ts';

/** SHA-256 through OpenSSL, which uses the processor's instructions: some 7 times the speed of plain JavaScript. */
export function digestOfNode(bytes: Uint8Array): Digest {
  return asDigest(`sha256:${hash('sha256', bytes, 'hex')}`) ?? digestOf(bytes);
}
