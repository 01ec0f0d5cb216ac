import { defineConfig } from 'vitest/config';
import { decorators, publicEntries } from './scripts/vite-settings.mjs';

const shared = { oxc: decorators, resolve: { alias: publicEntries } };

/** Node 20 has relaxed SIMD behind a flag, later ones without: our kernels are tested with it as well. */
const execArgv = process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [];

/** Tests of whole programs are slow, and a browser of theirs takes a core: one file after the other. */
const wholePrograms = {
  environment: 'node' as const,
  fileParallelism: false,
  testTimeout: 400_000,
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
          // On two cores one of them would else be left idle.
          maxWorkers: '100%',
          // On a busy machine a training of a second takes several; what hangs is found all the same.
          testTimeout: 20_000,
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
