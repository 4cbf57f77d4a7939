import { defineConfig } from 'vitest/config';

/** Tests that decide over a mutant: those of the mutated rooms, without the ones that start processes or change each byte. */
export default defineConfig({
  test: {
    include: ['test/{validate,promote,bundle,verify}/**/*.test.ts'],
    exclude: ['**/processes.test.ts', '**/every-byte.test.ts', '**/insider-fuzz.test.ts', '**/realm.test.ts', '**/rules-digest.test.ts', '**/by-hand.test.ts'],
    testTimeout: 60_000,
  },
});
