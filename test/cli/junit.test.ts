import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, it } from 'vitest';
import { junitText } from '../../src/cli/text/junit.ts';
import { evidenceGate, freshFolder } from './session.ts';

it('validate writes one case a line, with the reason of each that did not pass', async () => {
  const folder = freshFolder();
  const judged = await evidenceGate(folder, ['validate', resolve('samples/data.jsonl'), '--junit', 'report.xml']);
  expect(judged.code).toBe(1);
  const report = readFileSync(join(folder, 'report.xml'), 'utf8');
  expect(report).toContain('tests="4" failures="3" errors="0" skipped="0"');
  expect(report).toMatch(/name="wrong-date"><failure message="[^"]*26 March 2025/);
});

it('says every text in XML, whatever a stranger put into it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const seen: string[] = [];
      const parser = new Parser({ onopentag: (tag, attributes) => void (tag === 'failure' && seen.push(attributes['message'] ?? '')) }, { xmlMode: true });
      parser.end(junitText(text, [{ name: text, outcome: 'failed', message: text }]));
      expect(seen).toHaveLength(1);
      expect(seen[0]).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    }),
  );
});
