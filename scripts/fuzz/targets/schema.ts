import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { canonicalDocument } from '../../../src/core/canonical-json.ts';
import { readJson } from '../../../src/core/json.ts';
import { check, type DocumentKind } from '../../../src/model/parse.ts';
import { documentSeeds } from '../seeds.ts';
import { must, type Target } from '../target.ts';
import { ValueMutator } from '../values.ts';

const folder = new URL('../../../schemas/', import.meta.url);

/** One schema: ajv, which other people wrote, says the same of each value; what is taken is taken again after it was written. */
export function schemaTarget(kind: DocumentKind): Target {
  const validate = validatorOf(kind);
  const mutator = new ValueMutator(documentSeeds[kind]);
  for (const seed of documentSeeds[kind]) must(check(kind, seed).ok, `the seed of ${kind} is good`);
  let shown = '';
  return {
    name: `schema-${kind}`,
    execute: (random) => {
      const value = mutator.mutant(random);
      try {
        const taken = check(kind, value).ok;
        must(taken === validate(value), `ajv says the same (${String(!taken)})`);
        if (taken) mustReadAgain(kind, value);
        return taken;
      } catch (error) {
        shown = JSON.stringify(value);
        throw error;
      } finally {
        mutator.restore();
      }
    },
    shown: () => shown,
  };
}

function mustReadAgain(kind: DocumentKind, value: unknown): void {
  const text = canonicalDocument(value);
  const again = readJson(text);
  // Numbers beyond 2^53 no reader of ours lets in.
  if (!again.ok) return must(/integer beyond|too large/.test(again.problem.why), `what is written can be read: ${again.problem.why}`);
  must(check(kind, again.value).ok && canonicalDocument(again.value) === text, 'what was taken is taken again');
}

function validatorOf(kind: DocumentKind): ValidateFunction {
  const ajv = new Ajv2020({ strict: false });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.schema.json')))
    ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object);
  const validate = ajv.getSchema(`urn:evidence-gate:schema:v1:${kind}`);
  if (validate === undefined) throw new Error(`no schema ${kind}`);
  return validate;
}
