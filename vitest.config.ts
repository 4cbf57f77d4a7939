import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    // One fewer than there are, by default: half the speed of a machine with two.
    maxWorkers: '100%',
  },
});
