import type { Brand } from '../core/brand.ts';
import { utf8 } from '../core/bytes.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { verifySignature, type VerifySignature } from '../core/ed25519.ts';
import { EvidenceError } from '../core/errors.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { parseJson } from '../model/parse.ts';
import { nameProblems, ownerProblems } from './owners.ts';
import { problem, type PolicyProblem } from './policy-problem.ts';
import { rotationProblems } from './rotations.ts';
import { thresholdProblems } from './thresholds.ts';
import { readAuthorities, type TrustedAuthority } from './trusted-authorities.ts';
import { readEpochs, type TrustedEpoch } from './trusted-epochs.ts';
import { readKeys, type TrustedKey } from './trusted-keys.ts';

export type { TrustedKey } from './trusted-keys.ts';

interface CheckedPolicy {
  readonly policy: TrustPolicy;
  /** Of the text that the policy was read from. */
  readonly sha256: Digest;
  /** By key id. */
  readonly keys: ReadonlyMap<string, TrustedKey>;
  readonly authorities: readonly TrustedAuthority[];
  readonly epochs: readonly TrustedEpoch[];
}

/** A trust policy that was checked as a whole. Only `readTrustPolicy` mints it: nobody verifies with a policy that says nothing. */
export type Trust = Brand<CheckedPolicy, 'Trust'>;

/**
 * Reads a trust policy. `where` names it in errors. Throws `json-malformed`, `schema-violation` (an unknown field, no key, a
 * window that ends before it begins, something required that nothing in the policy could give), `key-malformed` or `key-weak`;
 * the error names every problem with its JSON pointer.
 */
export function readTrustPolicy(text: string, where: string, hash: HashBytes, verify: VerifySignature = verifySignature): Trust {
  const policy = parseJson('trust-policy', text, where);
  const keys = readKeys(policy.keys);
  const authorities = readAuthorities(policy.time.authorities);
  const epochs = readEpochs(policy.log.epochs);
  const byId = new Map(keys.ready.map((key) => [key.statement.key_id, key]));
  const problems = [
    ...nameProblems(policy.name, '/name'),
    ...nameProblems(policy.version, '/version'),
    ...keys.problems,
    ...ownerProblems(policy.keys.map(({ owner }, index) => ({ owner, path: `/keys/${index}/owner` }))),
    ...thresholdProblems(policy),
    ...authorities.problems,
    ...epochs.problems,
    ...policy.log.epochs.flatMap(({ witnesses }, epoch) =>
      ownerProblems(witnesses.map(({ owner }, index) => ({ owner, path: `/log/epochs/${epoch}/witnesses/${index}/owner` }))),
    ),
    ...requirementProblems(policy),
    ...rotationProblems(policy.rotations ?? [], byId, verify),
  ];
  if (problems.length > 0) throw refusal(problems, where);
  const checked: CheckedPolicy = { policy, sha256: hash(utf8(text)), keys: byId, authorities: authorities.ready, epochs: epochs.ready };
  return checked as Trust;
}

/** What is required and nobody in the policy could give: with such a policy nothing could ever be verified. */
function requirementProblems({ time, log }: TrustPolicy): readonly PolicyProblem[] {
  const witnessed = log.epochs.some(({ quorum }) => quorum > 0);
  return [
    ...(time.required && time.authorities.length === 0 && !witnessed
      ? [problem('/time/required', 'a trusted time is required, and neither a time authority nor a log with witnesses could vouch for one')]
      : []),
    ...(log.required && log.epochs.length === 0 ? [problem('/log/required', 'a log is required, and none is named')] : []),
  ];
}

/** The first problem gives the code; what is wrong with a key stands before the rest. */
function refusal(problems: readonly PolicyProblem[], where: string): EvidenceError {
  const [first] = [...problems].sort((a, b) => Number(a.code === 'schema-violation') - Number(b.code === 'schema-violation'));
  const [only, ...more] = problems;
  if (first === undefined || only === undefined) throw new TypeError('a refusal has a problem');
  return more.length === 0
    ? new EvidenceError(only.code, { where: `${where}: ${only.path}`, cause: only.why })
    : new EvidenceError(first.code, { where, cause: problems.map(({ path, why }) => `${path} ${why}`).join('; ') });
}
