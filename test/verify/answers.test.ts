import { expect, test } from 'vitest';
import { finding } from '../../src/verify/answers.ts';

test('text of strangers fits the report, and is whole where it can be', () => {
  const at = (length: number): string => finding('integrity', 'zip-name', 'x'.repeat(length), '').where;
  expect(at(4000)).toBe('x'.repeat(4000));
  expect(at(4001)).toBe(`${'x'.repeat(3999)}…`);
  expect(at(0)).toBe('(no name)');
});
