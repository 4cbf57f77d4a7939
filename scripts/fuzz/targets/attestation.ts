import { base64, equalBytes, fromBase64, fromUtf8, utf8 } from '../../../src/core/bytes.ts';
import { canonicalDocument, canonicalJson } from '../../../src/core/canonical-json.ts';
import { digestOfNode } from '../../../src/core/digest.node.ts';
import { pae } from '../../../src/core/dsse.ts';
import type { Statement } from '../../../src/model/generated/documents.ts';
import type { BundleFiles } from '../../../src/verify/bundle-files.ts';
import { readSignatures } from '../../../src/verify/envelopes.ts';
import { readDocument } from '../../../src/verify/read-document.ts';
import { signer } from '../../../test/verify/trust.ts';
import { ByteMutator } from '../bytes.ts';
import { jsonWords } from '../json-words.ts';
import type { Random } from '../random.ts';
import { envelopeBytes, statementSeed } from '../seeds.ts';
import { hexOf, must, type Target } from '../target.ts';
import { ValueMutator } from '../values.ts';

const path = `signatures/${signer.keyId}.dsse.json`;

function holding(bytes: Uint8Array): BundleFiles {
  return {
    keys: () => [path],
    has: (name) => name === path,
    isHere: (name) => name === path,
    sizeOf: () => bytes.length,
    digestOf: () => digestOfNode(bytes),
    get: (name) => (name === path ? bytes : undefined),
  };
}

/** A short envelope: the parser does not care what was signed. */
const small = {
  payloadType: 'application/vnd.in-toto+json',
  payload: base64(utf8('{}')),
  signatures: [{ keyid: signer.keyId, sig: base64(new Uint8Array(64)) }],
};

/** Bytes of a text, changed; or a value, changed and written as it should be. */
class DocumentMutator {
  readonly #bytes: ByteMutator;
  readonly #values: ValueMutator;
  readonly #spell: (value: unknown) => string;

  constructor(seeds: readonly unknown[], spell: (value: unknown) => string, more: readonly Uint8Array[] = []) {
    this.#spell = spell;
    this.#bytes = new ByteMutator([...seeds.map((seed) => utf8(spell(seed))), ...more], jsonWords);
    this.#values = new ValueMutator(seeds);
  }

  mutant(random: Random): Uint8Array {
    if (random.oneIn(2)) return this.#bytes.mutant(random);
    const value = this.#values.mutant(random);
    try {
      return utf8(random.oneIn(4) ? JSON.stringify(value) : this.#spell(value));
    } finally {
      this.#values.restore();
    }
  }
}

/** The DSSE envelope: it has one spelling, and what is signed follows from it. */
export function envelopeTarget(): Target {
  const mutator = new DocumentMutator([small], canonicalDocument, [envelopeBytes]);
  let input = new Uint8Array(0);
  return {
    name: 'dsse',
    execute: (random) => {
      input = Uint8Array.from(mutator.mutant(random));
      const { signatures, findings } = readSignatures(holding(input));
      must(signatures.length > 0 || findings.length > 0, 'an envelope is read or refused');
      const [signature] = signatures;
      if (signature === undefined) return false;
      const { payload, payloadType } = JSON.parse(fromUtf8(input) ?? '') as typeof small;
      must(
        equalBytes(fromBase64(payload) ?? new Uint8Array(0), signature.body) && equalBytes(pae(payloadType, signature.body), signature.message),
        'the message follows',
      );
      const again = { payloadType, payload: base64(signature.body), signatures: [{ keyid: signature.keyId, sig: base64(signature.bytes) }] };
      must(equalBytes(utf8(canonicalDocument(again)), input), 'what was taken is written as the same bytes');
      return true;
    },
    shown: () => hexOf(input),
  };
}

/** The in-toto statement: canonical JSON of one shape. */
export function statementTarget(): Target {
  const mutator = new DocumentMutator([statementSeed], canonicalJson);
  let input = new Uint8Array(0);
  return {
    name: 'statement',
    execute: (random) => {
      input = Uint8Array.from(mutator.mutant(random));
      const read = readDocument('statement', input, canonicalJson);
      if (!read.ok) return false;
      const statement: Statement = read.value;
      must(statement.subject.length === 1 && canonicalJson(statement) === fromUtf8(input), 'one subject, in one spelling');
      return true;
    },
    shown: () => hexOf(input),
  };
}
