import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorTable } from '../../src/core/error-table.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import { productVersion } from '../../src/core/version.ts';
import { check, parseJson } from '../../src/model/parse.ts';
import { schemaTexts } from '../../src/model/generated/schema-texts.ts';
import { standardPolicy } from '../../src/pipeline/standard-policy.ts';

describe('schemas', () => {
  it('each refuse unknown fields, or say why not', () => {
    const open = readdirSync('schemas').filter((name) => {
      const schema = JSON.parse(readFileSync(`schemas/${name}`, 'utf8')) as { type?: string; additionalProperties?: boolean };
      return schema.type === 'object' && schema.additionalProperties !== false;
    });
    // The owner of a data file keeps labels and groups in it: those are not ours to refuse.
    expect(open).toEqual(['data-line.schema.json']);
  });

  it('are carried as text for the bundles', () => {
    const names = readdirSync('schemas');
    expect(names.length).toBeGreaterThan(15);
    expect(Object.keys(schemaTexts).sort()).toEqual(names.sort());
  });

  it('name the field and the place of what they refuse', () => {
    const result = check('gate-policy', { ...standardPolicy, minimum_claims: 0, surprise: true });
    expect(result.ok ? [] : result.problems.map(({ path, why }) => `${path} ${why}`)).toEqual(
      expect.arrayContaining([expect.stringContaining('/minimum_claims'), expect.stringContaining('surprise')]),
    );
  });
});

describe('parseJson', () => {
  const code = (text: string): string => {
    try {
      parseJson('gate-policy', text, 'p.json');
      return 'accepted';
    } catch (error) {
      return error instanceof EvidenceError ? `${error.code} ${error.where} ${error.exit}` : 'stack trace';
    }
  };
  it('says where', () => {
    expect(code(JSON.stringify(standardPolicy))).toBe('accepted');
    expect(code('{\n "a": 1,\n}')).toBe('json-malformed p.json:3:1 2');
    expect(code('{}')).toBe('schema-violation p.json 2');
  });
});

describe('the product', () => {
  it('says the version that package.json says', () => {
    expect(productVersion).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
  });

  it('has a message and a remedy for every error', () => {
    for (const row of Object.values(errorTable)) {
      expect(row.message.length).toBeGreaterThan(5);
      expect(row.remedy.length).toBeGreaterThan(5);
    }
  });
});
