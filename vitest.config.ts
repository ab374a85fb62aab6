import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    setupFiles: ['src/lib/testing/equalNumbers.ts'],
    // Against what hangs; a busy machine may take its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Files that train share two cores: more forks than cores only slow one another.
    maxWorkers: 2,
  },
});
