import { canonicalJson } from '../../../src/core/canonical-json.ts';
import { utf8 } from '../../../src/core/bytes.ts';
import { digestOfNode } from '../../../src/core/digest.node.ts';
import { readTrustPolicy } from '../../../src/trust/trust-policy.ts';
import { keyOf, policyText, signer } from '../../../test/verify/trust.ts';
import { ByteMutator } from '../bytes.ts';
import { jsonWords } from '../json-words.ts';
import { policySeed } from '../seeds.ts';
import { must, type Target } from '../target.ts';
import { ValueMutator } from '../values.ts';

const plain: unknown = JSON.parse(policyText([keyOf(signer, 'ines')]));
// Whether a key is weak takes half a millisecond to see: most policies have one that is refused at its first byte.
const keyless: unknown = JSON.parse(policyText([keyOf(signer, 'ines', { spki: 'AAAA' })]));

/** The trust policy: what is taken has keys, and says the same when it is written again. */
export function trustPolicyTarget(): Target {
  const values = new ValueMutator([keyless]);
  const good = new ValueMutator([plain, policySeed]);
  const bytes = new ByteMutator([policyText([keyOf(signer, 'ines', { spki: 'AAAA' })])].map(utf8), jsonWords);
  let input = '';
  return {
    name: 'trust-policy',
    execute: (random) => {
      const from = random.oneIn(100) ? good : values;
      input = random.oneIn(2) ? Buffer.from(bytes.mutant(random)).toString() : JSON.stringify(from.mutant(random));
      from.restore();
      const trust = readTrustPolicy(input, 'policy', digestOfNode);
      must(trust.keys.size === trust.policy.keys.length && trust.keys.size > 0, 'each key is ready');
      const again = readTrustPolicy(canonicalJson(trust.policy), 'policy', digestOfNode);
      must(canonicalJson(again.policy) === canonicalJson(trust.policy), 'it says the same when it is written again');
      return true;
    },
    shown: () => input,
  };
}
