import { equalBytes, fromUtf8, utf8 } from '../core/bytes.ts';
import { hexOf, type Digest } from '../core/digest.ts';
import { bagInfoText, bagitText } from '../bundle/layout.ts';
import { readManifest, type ManifestEntry } from '../bundle/manifest.ts';
import type { Statement, VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readDisclosure } from './disclosure.ts';
import { disclosurePath, signatureFileOf } from '../bundle/signature-files.ts';
import type { WithheldFiles } from './withheld.ts';

const tagged = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'] as const;

export interface BagChecked {
  readonly findings: readonly VerificationReportFinding[];
  /** What a disclosure copy leaves out. */
  readonly withheld: WithheldFiles;
}

/**
 * Question 3: is the subject the tag manifest here, the tag manifest the manifest, the manifest the files, no more and no
 * less?
 */
export function checkBag(files: BundleFiles, statement: Statement): BagChecked {
  const digestOf = (path: string): Digest | undefined => files.digestOf(path);
  const subject = digestOf('tagmanifest-sha256.txt');
  const tagManifest = manifestAt('tagmanifest-sha256.txt', files);
  const manifest = manifestAt('manifest-sha256.txt', files);
  const disclosed = readDisclosure(files, manifest.entries ?? []);
  const findings = [
    ...[...tagged, 'tagmanifest-sha256.txt'].filter((path) => !files.has(path)).map((path) => integrity('file-missing', path, 'the format asks for this file')),
    ...(subject === undefined || hexOf(subject) === statement.subject[0]?.digest.sha256
      ? []
      : [integrity('subject-mismatch', 'tagmanifest-sha256.txt', 'it is not what was signed')]),
    ...tagManifest.findings,
    ...tagManifestFindings(tagManifest.entries, digestOf),
    ...manifest.findings,
    ...manifestFindings(manifest.entries, files, disclosed.files),
    ...disclosed.findings,
    ...bagItFindings(files, statement),
    ...strangers(files),
  ];
  return { findings, withheld: disclosed.files };
}

interface ManifestRead {
  /** Absent where there is nothing to compare with. */
  readonly entries?: readonly ManifestEntry[];
  readonly findings: readonly VerificationReportFinding[];
}

function manifestAt(path: string, files: BundleFiles): ManifestRead {
  const bytes = files.get(path);
  if (bytes === undefined) return { findings: [] };
  const entries = readManifest(fromUtf8(bytes) ?? '');
  if (entries !== undefined && bytes.length > 0) return { entries, findings: [] };
  return { findings: [integrity('manifest-malformed', path, 'it is not a list of digests and paths, each once, in the order of bytes')] };
}

function tagManifestFindings(
  entries: readonly ManifestEntry[] | undefined,
  digestOf: (path: string) => Digest | undefined,
): readonly VerificationReportFinding[] {
  if (entries === undefined) return [];
  const listed = entries.map((entry) => entry.path);
  if (listed.join('\n') !== tagged.join('\n'))
    return [integrity('manifest-malformed', 'tagmanifest-sha256.txt', `it must list ${tagged.join(', ')} and nothing else`)];
  return entries
    .filter(({ path, sha256 }) => digestOf(path) !== undefined && digestOf(path) !== sha256)
    .map(({ path }) => integrity('tagmanifest-mismatch', path, 'it does not have the digest that the tag manifest gives'));
}

function manifestFindings(entries: readonly ManifestEntry[] | undefined, files: BundleFiles, withheld: WithheldFiles): readonly VerificationReportFinding[] {
  if (entries === undefined) return [];
  const listed = new Set(entries.map((entry) => entry.path));
  const findings: VerificationReportFinding[] = [];
  for (const { path, sha256 } of entries) {
    if (!path.startsWith('data/')) findings.push(integrity('manifest-malformed', path, 'the manifest lists a file that is not below data/'));
    else if (withheld.has(path)) continue;
    else if (!files.has(path)) findings.push(integrity('file-missing', path, 'the manifest lists it and the bundle does not hold it'));
    else if (files.digestOf(path) !== sha256) findings.push(integrity('manifest-mismatch', path, 'its bytes do not have the digest that the manifest gives'));
  }
  for (const path of files.keys())
    if (path.startsWith('data/') && !listed.has(path)) findings.push(integrity('file-unlisted', path, 'the bundle holds it and the manifest does not list it'));
  return findings;
}

function bagItFindings(files: BundleFiles, { predicate }: Statement): readonly VerificationReportFinding[] {
  const { files: count, bytes } = predicate.counts;
  const expected = [
    ['bagit.txt', bagitText],
    ['bag-info.txt', bagInfoText({ run_id: predicate.run_id, promoted_at: predicate.promotion.promoted_at, files: count, bytes })],
  ] as const;
  return expected
    .filter(([path, text]) => !equalBytes(files.get(path) ?? utf8(text), utf8(text)))
    .map(([path]) => integrity('bag-malformed', path, 'it does not say what follows from the signed statement'));
}

/** Files that neither the manifests nor the format know: outside of data/ BagIt itself would let them pass. */
function strangers(files: BundleFiles): readonly VerificationReportFinding[] {
  return [...files.keys()]
    .filter((path) => {
      if (path === disclosurePath) return false;
      const keyId = signatureFileOf(path)?.keyId;
      if (keyId !== undefined) return !files.has(`signatures/${keyId}.dsse.json`);
      return !path.startsWith('data/') && !tagged.some((name) => name === path) && path !== 'tagmanifest-sha256.txt';
    })
    .map((path) => integrity('file-unlisted', path, 'the format knows no such file'));
}

const integrity = (code: VerificationReportFinding['code'], where: string, message: string): VerificationReportFinding =>
  finding('integrity', code, where, message);
