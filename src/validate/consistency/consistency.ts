import type { Claim, Finding } from '../../model/generated/documents.ts';
import { finding } from '../finding.ts';
import { wordReader } from '../grounding/reading/words.ts';
import type { Consistency } from '../layer.ts';
import { ran } from '../layers.ts';
import { changeMismatch } from './changes.ts';
import { clash } from './contradictions.ts';
import { statement, type Statement } from './statement.ts';
import { totalMismatch } from './totals.ts';
import { twoValues } from './two-values.ts';

/** Claims of one output that cannot hold together: contradictions, two values of one thing, figures that do not add up. */
export const consistency: Consistency = (claims) => {
  const readWords = wordReader();
  const statements: Statement[] = [];
  for (const claim of claims) if (claim.kind === 'claim') statements.push(statement(claim, statements.at(-1), readWords));
  return ran('L5', [...statements.flatMap(sums), ...clashes(statements)]);
};

function sums(one: Statement): readonly Finding[] {
  const messages = [changeMismatch(one), totalMismatch(one)].filter((message) => message !== undefined);
  return messages.map((message) => finding('L5', 'sum-mismatch', 'review', message, { claim: one.claim.claim_id }));
}

// Each claim is told once, against the first that it clashes with.
function clashes(statements: readonly Statement[]): readonly Finding[] {
  const holders = new Map<string, Statement[]>();
  return statements.flatMap((later) => {
    const known = firstClash(neighbours(later, holders), later);
    for (const key of later.keys) holders.set(key, [...(holders.get(key) ?? []), later].slice(-mostNeighbours));
    return known === undefined ? [] : [known];
  });
}

const mostNeighbours = 100;

// Only claims that share a word with this one; the rarest of its words names the fewest.
function neighbours({ keys }: Statement, holders: ReadonlyMap<string, readonly Statement[]>): readonly Statement[] {
  return [...new Set([...keys].flatMap((key) => holders.get(key) ?? []))];
}

function firstClash(earlier: readonly Statement[], later: Statement): Finding | undefined {
  for (const one of earlier) {
    const found = clash(one, later);
    if (found !== undefined) return told(found.code, found.message, later.claim);
    const values = twoValues(one, later);
    if (values !== undefined) return told('two-values', values, later.claim);
  }
  return undefined;
}

function told(code: 'claims-contradict' | 'two-values', message: string, claim: Claim): Finding {
  return finding('L5', code, 'review', message, { claim: claim.claim_id });
}
