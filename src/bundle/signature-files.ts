// FORMAT.md clause 2.8: the names that may stand in signatures/, and no others.

/**
 * What a file in signatures/ is. `dsse.json` is the signature itself; `pae` and `sig` are the same bytes laid out for openssl,
 * `sigstore.json` for Sigstore's verifiers; `sshsig` and `minisig` are signatures of the same key over the same bytes in the
 * wrapping of other tools; `tsr` is an RFC 3161 time stamp over the signature; `tlog-proof` shows that a log has it.
 */
export type SignatureFileKind = 'dsse.json' | 'pae' | 'sig' | 'sshsig' | 'minisig' | 'sigstore.json' | 'tsr' | 'tlog-proof';

export interface SignatureFile {
  readonly keyId: string;
  readonly kind: SignatureFileKind;
  /** 1 to 9 for `tsr` and `tlog-proof`, of which a signature may have several; 0 for the others. */
  readonly number: number;
}

const single = /^signatures\/([0-9a-f]{64})\.(dsse\.json|pae|sig|sshsig|minisig|sigstore\.json)$/;
const several = /^signatures\/([0-9a-f]{64})\.([1-9])\.(tsr|tlog-proof)$/;

/** What a path in signatures/ names; undefined where the format knows no such file. */
export function signatureFileOf(path: string): SignatureFile | undefined {
  const one = single.exec(path);
  if (one?.[1] !== undefined && one[2] !== undefined) return { keyId: one[1], kind: one[2] as SignatureFileKind, number: 0 };
  const [, keyId, number, kind] = several.exec(path) ?? [];
  return keyId === undefined ? undefined : { keyId, kind: kind as SignatureFileKind, number: Number(number) };
}

export function signaturePath({ keyId, kind, number }: SignatureFile): string {
  return number === 0 ? `signatures/${keyId}.${kind}` : `signatures/${keyId}.${number}.${kind}`;
}

/** The first free name for one more time stamp or log proof of a signature; undefined where it has nine. */
export function freeSignaturePath(taken: (path: string) => boolean, keyId: string, kind: 'tsr' | 'tlog-proof'): string | undefined {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => signaturePath({ keyId, kind, number })).find((path) => !taken(path));
}

/** Where a disclosure copy says what it leaves out, and why (clause 9). */
export const disclosurePath = 'signatures/disclosure.json';
