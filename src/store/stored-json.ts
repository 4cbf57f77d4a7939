import { asDigest, type Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { readJson, type JsonValue } from '../core/json.ts';
import { check } from '../model/parse.ts';
import type { ArtifactRef, VerdictResult } from '../model/generated/documents.ts';
import type { Judged, PromotionIntent } from '../promote/ports.ts';

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** What the index says of a verdict. Throws `store-damaged` where it is not what was written. */
export function readJudged(text: string, where: string): Judged {
  const members = membersOf(text, where);
  return {
    result: resultOf(members['result'], where),
    verdict: refOf(members['verdict'], where),
    claims: refOf(members['claims'], where),
    policy: refOf(members['policy'], where),
  };
}

/** What the index says of a promotion. Throws `store-damaged` where it is not what was written. */
export function readIntent(text: string, where: string): PromotionIntent {
  const { promotion, lines, folder, bundle_sha256, bundle_name } = membersOf(text, where);
  const checked = check('promotion', promotion);
  if (!checked.ok) return damaged(where, `promotion${checked.problems[0]?.path} ${checked.problems[0]?.why}`);
  if (!Array.isArray(lines)) return damaged(where, 'no lines');
  return {
    promotion: checked.value,
    lines: lines.map((line: JsonValue) => stringOf(line, where)),
    folder: stringOf(folder, where),
    bundle_sha256: bundle_sha256 === null ? null : digestOf(bundle_sha256, where),
    bundle_name: stringOf(bundle_name, where),
  };
}

function membersOf(text: string, where: string): Members {
  const read = readJson(text);
  return read.ok ? objectOf(read.value, where) : damaged(where, read.problem.why);
}

function objectOf(value: JsonValue | undefined, where: string): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : damaged(where, 'no object where an object should be');
}

function refOf(value: JsonValue | undefined, where: string): ArtifactRef {
  const { uri, sha256, bytes, media_type } = objectOf(value, where);
  if (typeof bytes !== 'number') return damaged(where, 'no length where a length should be');
  return { uri: stringOf(uri, where), sha256: digestOf(sha256, where), bytes, media_type: stringOf(media_type, where) };
}

function resultOf(value: JsonValue | undefined, where: string): VerdictResult {
  return value === 'pass' || value === 'fail' || value === 'review' ? value : damaged(where, 'no result where a result should be');
}

function digestOf(value: JsonValue | undefined, where: string): Digest {
  return asDigest(stringOf(value, where)) ?? damaged(where, 'no digest where a digest should be');
}

function stringOf(value: JsonValue | undefined, where: string): string {
  return typeof value === 'string' ? value : damaged(where, 'no text where text should be');
}

function damaged(where: string, cause: string): never {
  throw new EvidenceError('store-damaged', { where, cause });
}
