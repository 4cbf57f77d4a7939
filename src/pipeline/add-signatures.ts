import type { BundleFile } from '../bundle/bundle-file.ts';
import { signatureFileOf, signaturePath } from '../bundle/signature-files.ts';
import { sigstoreBundle, timestampsOf } from '../bundle/sigstore-bundle.ts';
import { fromUtf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { parseJson } from '../model/parse.ts';
import type { BundleFiles } from '../verify/bundle-files.ts';
import { openBundleFile, type OpenedFile } from '../verify/open-file.node.ts';
import { copyBundle, type Copied } from './copy-bundle.ts';

/**
 * Writes a bundle again with more files in signatures/ (signatures, time stamps, log proofs); everything else keeps its bytes.
 * The Sigstore bundle of a signature that gets a time stamp is written anew. `to` may be the bundle itself: it is replaced
 * whole. Throws `bundle-refused` where the file is no bundle, `signature-exists` where it has one of the files already,
 * `usage` where a compressed bundle would be replaced by one that is not.
 */
export async function addSignatureFiles(bundlePath: string, files: readonly BundleFile[], to: string): Promise<Copied> {
  const opened = await openBundleFile(bundlePath);
  try {
    return await addToOpened(opened, bundlePath, files, to);
  } finally {
    opened.close();
  }
}

/** The same with a bundle that is open already. */
export async function addToOpened({ opening, zip, file }: OpenedFile, bundlePath: string, files: readonly BundleFile[], to: string): Promise<Copied> {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { where: bundlePath, cause: opening.findings[0]?.message });
  if (zip !== file && to === bundlePath)
    throw new EvidenceError('usage', { where: bundlePath, cause: 'it is compressed, and what is written is not: name another file with --output' });
  const held = opening.bundle.files;
  const twice = files.find(({ path }) => held.has(path));
  if (twice !== undefined) throw new EvidenceError('signature-exists', { where: bundlePath, cause: `it holds ${twice.path}` });
  return await copyBundle(zip, bundlePath, [...files, ...derivedAnew(files, held)], to);
}

/** Files of the bundle that follow from others, as the new ones change them. */
function derivedAnew(files: readonly BundleFile[], held: BundleFiles): readonly BundleFile[] {
  const get = (path: string): Uint8Array | undefined => files.find((file) => file.path === path)?.bytes ?? held.get(path);
  const stamped = new Set(files.flatMap(({ path }) => signatureFileOf(path) ?? []).flatMap(({ keyId, kind }) => (kind === 'tsr' ? [keyId] : [])));
  return [...stamped].flatMap((keyId) => {
    const path = signaturePath({ keyId, kind: 'sigstore.json', number: 0 });
    const envelopePath = signaturePath({ keyId, kind: 'dsse.json', number: 0 });
    const envelope = get(envelopePath);
    if (!held.has(path) || envelope === undefined) return [];
    return [{ path, bytes: sigstoreBundle(parseJson('envelope', fromUtf8(envelope) ?? '', envelopePath), timestampsOf(keyId, get)) }];
  });
}
