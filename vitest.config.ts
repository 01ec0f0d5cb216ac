import { defineConfig } from 'vitest/config';
import { decorators, publicEntries } from './scripts/vite-settings.mjs';

const shared = { oxc: decorators, resolve: { alias: publicEntries } };

/** Node 20 has relaxed SIMD behind a flag, later ones without: our kernels are tested with it as well. */
const execArgv = process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [];

/** Tests of whole programs are slow and measure time: one file after the other, so that none disturbs another. */
const wholePrograms = {
  environment: 'node' as const,
  fileParallelism: false,
  testTimeout: 180_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          environment: 'node',
          execArgv,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/e2e/**', 'tests/package/**'],
        },
      },
      { ...shared, test: { ...wholePrograms, name: 'package', include: ['tests/package/**/*.test.ts'] } },
      { ...shared, test: { ...wholePrograms, name: 'e2e', include: ['tests/e2e/**/*.test.ts'] } },
    ],
  },
});
