import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const format = readFileSync('docs/FORMAT.md', 'utf8');
/** The clauses that say what bundles and verifiers must be: sections 1 to 11. */
const clauses = [...format.slice(0, format.indexOf('\n## 12 ')).matchAll(/^(\d+\.\d+) ([\s\S]*?)(?=\n\n\d+\.\d+ |\n\n## |$(?![\s\S]))/gm)].map(
  ([, number = '', text = '']) => ({ number, text }),
);

describe('docs/FORMAT.md', () => {
  it('numbers its clauses in order, without a gap', () => {
    expect(clauses.length).toBeGreaterThan(45);
    const expected: string[] = [];
    for (const { number } of clauses) {
      const [section = 0] = number.split('.').map(Number);
      const before = expected.at(-1)?.split('.').map(Number) ?? [0, 0];
      expected.push(section === before[0] ? `${section}.${(before[1] ?? 0) + 1}` : `${(before[0] ?? 0) + 1}.1`);
    }
    expect(clauses.map(({ number }) => number)).toEqual(expected);
  });

  it.each(clauses)('clause $number names a test that is there', ({ text }) => {
    const [, test = ''] = /Test:\s+`([^`]+)`/.exec(text) ?? [];
    expect(test).not.toBe('');
    expect(existsSync(test)).toBe(true);
  });
});
