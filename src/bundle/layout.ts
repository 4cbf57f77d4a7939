import { utf8 } from '../core/bytes.ts';
import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { Instant } from '../core/clock.ts';
import type { Span } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import type { Promoted } from '../promote/promoted.ts';
import { entryOf, inBundleOrder, type BundleEntry } from './bundle-file.ts';
import { manifestBytes } from './manifest.ts';
import { payloadOf } from './payload.ts';

export const bagitText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** What bag-info.txt says follows from the signed statement: run, moment of promotion, files and bytes below data/. */
export interface BagInfo {
  readonly run_id: RunId;
  readonly promoted_at: Instant;
  readonly files: number;
  readonly bytes: number;
}

export function bagInfoText(info: BagInfo): string {
  return [
    'Bag-Software-Agent: evidence-gate bundle format 1',
    `Bagging-Date: ${info.promoted_at.slice(0, 10)}`,
    `External-Identifier: ${info.run_id}`,
    `Payload-Oxum: ${info.bytes}.${info.files}`,
    '',
  ].join('\n');
}

/**
 * Everything in a bundle but the signatures, in the order of the bundle; the same run always gives the same entries. Throws
 * `store-damaged` where an artifact is absent or has another size, `bundle-name` where a name cannot stand.
 */
export function layOut(promoted: Promoted, hash: HashBytes): readonly BundleEntry[] {
  const { recorded, promotion } = promoted;
  // An artifact in a file is not asked for its size, which takes half as long as to copy it: what is not as promised shows then.
  const payload = payloadOf(promoted, new SpansOf(recorded.lines), hash, recorded.pathOf === undefined ? undefined : ({ bytes }) => bytes);
  const absent = payload.unresolved[0];
  if (absent !== undefined) throw new EvidenceError('store-damaged', { where: absent.by, cause: `${absent.ref.uri} (${absent.ref.sha256}) is not kept` });
  const nameless = payload.unplaced[0];
  if (nameless !== undefined)
    throw new EvidenceError('bundle-name', { where: nameless.ref.uri, cause: 'the name is too long, or other content has it already' });
  mustBeReferred(promoted, payload.files);
  return inBundleOrder([...tagFiles(payload.files, { run_id: recorded.run.run_id, promoted_at: promotion.promoted_at }, hash), ...payload.files]);
}

/** The spans of lines that were read strictly when the run was promoted, one by one. */
class SpansOf implements Iterable<Span> {
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  *[Symbol.iterator](): Generator<Span> {
    for (const line of this.#lines) yield JSON.parse(line) as Span;
  }
}

function tagFiles(payload: readonly BundleEntry[], run: Pick<BagInfo, 'run_id' | 'promoted_at'>, hash: HashBytes): readonly BundleEntry[] {
  const bytes = payload.reduce((sum, file) => sum + file.size, 0);
  const tagged = [
    { path: 'bagit.txt', bytes: utf8(bagitText) },
    { path: 'bag-info.txt', bytes: utf8(bagInfoText({ ...run, files: payload.length, bytes })) },
    { path: 'manifest-sha256.txt', bytes: manifestBytes(payload) },
  ].map((file) => entryOf(file, hash));
  return [...tagged, entryOf({ path: 'tagmanifest-sha256.txt', bytes: manifestBytes(tagged) }, hash)];
}

/** The documents sealed must be the very ones that were promoted. */
function mustBeReferred({ promotion }: Promoted, files: readonly BundleEntry[]): void {
  for (const name of ['verdict', 'claims', 'policy'] as const) {
    const file = files.find((candidate) => candidate.path === `data/${name}.json`);
    if (file?.sha256 !== promotion[name].sha256)
      throw new EvidenceError('store-damaged', { where: `${name}.json`, cause: `it is not what was promoted, ${promotion[name].sha256}` });
  }
}
