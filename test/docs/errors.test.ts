import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTable } from '../../src/core/error-table.ts';

it('docs/errors.md and the error table say the same, both ways', () => {
  const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| ([24]) \| (.+?) \| (.+) \|$/gm)].map(
    ([, code, exit, message, remedy]) => ({ code, exit: Number(exit), message, remedy }),
  );
  expect(documented).toEqual(Object.entries(errorTable).map(([code, row]) => ({ code, exit: row.exit, message: row.message, remedy: row.remedy })));
});
