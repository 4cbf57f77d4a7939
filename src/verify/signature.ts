/** One signature of a bundle, as its envelope gives it. Whether it is valid is another question. */
export interface Signature {
  readonly keyId: string;
  /** The statement, as it was signed. */
  readonly body: Uint8Array;
  /** The bytes that the signature is over. */
  readonly message: Uint8Array;
  /** The 64 bytes of the signature. */
  readonly bytes: Uint8Array;
  /** The bytes of its `dsse.json`: what a log has an entry of. */
  readonly envelope: Uint8Array;
}
