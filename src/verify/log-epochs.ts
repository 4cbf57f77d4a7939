import { equalBytes } from '../core/bytes.ts';
import { instant, millisOf, type Instant } from '../core/clock.ts';
import type { VerifiedSignature } from '../transparency/note-signatures.ts';
import type { VerifierKey } from '../transparency/verifier-key.ts';
import type { TrustedEpoch } from '../trust/trusted-epochs.ts';

/** What the witnesses of an epoch say of a checkpoint. */
export type Witnessed =
  | { readonly result: 'unasked' }
  | { readonly result: 'witnessed'; readonly at: Instant; readonly owners: readonly string[] }
  | { readonly result: 'too-few'; readonly owners: number }
  | { readonly result: 'outside-window' };

/**
 * Whether the witnesses of an epoch saw the checkpoint inside its window, as many distinct owners as its quorum says. Of
 * each owner the earliest cosignature counts; of the owners, the earliest that make a quorum; of those, the latest time. One
 * of a quorum is honest, which is what a quorum means: by that time, this one had seen the log with the entry.
 */
export function witnessedIn({ statement, witnesses }: TrustedEpoch, verified: readonly VerifiedSignature[]): Witnessed {
  const { quorum, valid_from, valid_to } = statement;
  if (quorum === 0) return { result: 'unasked' };
  const seen = witnesses.flatMap(({ owner, key }) => {
    const seconds = verified.find((one) => sameKey(one.key, key))?.seconds;
    return seconds === undefined ? [] : [{ owner, seconds }];
  });
  const inside = earliestOf(seen.filter(({ seconds }) => seconds * 1000 >= millisOf(valid_from) && seconds * 1000 <= millisOf(valid_to)));
  const first = [...inside].sort(([, a], [, b]) => a - b).slice(0, quorum);
  const last = first[quorum - 1];
  if (last !== undefined) return { result: 'witnessed', at: instant(BigInt(last[1]) * 1_000_000_000n), owners: first.map(([owner]) => owner) };
  return earliestOf(seen).size >= quorum ? { result: 'outside-window' } : { result: 'too-few', owners: inside.size };
}

export function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && a.use === b.use && equalBytes(a.publicKey, b.publicKey);
}

function earliestOf(seen: readonly { readonly owner: string; readonly seconds: number }[]): ReadonlyMap<string, number> {
  const earliest = new Map<string, number>();
  for (const { owner, seconds } of seen) earliest.set(owner, Math.min(seconds, earliest.get(owner) ?? seconds));
  return earliest;
}
