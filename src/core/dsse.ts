import { concatBytes, utf8 } from './bytes.ts';

/** DSSE pre-authentication encoding (protocol.md, "Signature Definition"): what a signature over `body` of a type is over. */
export function pae(type: string, body: Uint8Array): Uint8Array {
  return concatBytes([utf8(`DSSEv1 ${utf8(type).length} ${type} ${body.length} `), body]);
}
