import { defaultReporter, summaryReporter } from '@web/test-runner';
import { bareImports } from './scripts/bare-imports.mjs';
import { decorators, publicEntries } from './scripts/vite-settings.mjs';
import { launcherOf } from './scripts/wtr-browsers.mjs';
import { viteMiddleware } from './scripts/wtr-vite.mjs';
import { handsPlugin } from './scripts/wtr-hands.mjs';
import { countReporter } from './scripts/wtr-count-reporter.mjs';

const MINUTE_MS = 60_000;
const isRunnerModule = (/** @type {string} */ id) => id.startsWith('@web/');

const { COUNTS_FILE, TEST_BROWSER, TEST_FILES } = process.env;

/** The proof that WebGL2 is there comes first. */
const ALL = ['webgl', '**/*'];
/** What differs most between browsers: WebGL, hands, painting, workers, kernels, and a page as a reader meets it. */
const QUICK = ['webgl', 'compare', 'hands', 'pointer', 'elements', 'kernels', 'probe', 'scene-plane', 'scene-spacetime', 'scene-svg', 'solvers', 'training', 'unseen', 'worker'];

export default {
  rootDir: '.',
  files: (TEST_FILES === 'quick' ? QUICK : ALL).map((name) => `tests/browser/${name}.test.ts`),
  nodeResolve: false,
  concurrency: 1,
  testsStartTimeout: MINUTE_MS,
  testsFinishTimeout: 5 * MINUTE_MS,
  testFramework: { config: { timeout: 20_000 } },
  browsers: [await launcherOf(TEST_BROWSER)],
  plugins: [handsPlugin()],
  reporters: [defaultReporter({ reportTestProgress: false }), summaryReporter({}), ...(COUNTS_FILE ? [countReporter(COUNTS_FILE)] : [])],
  filterBrowserLogs: (/** @type {{ args: unknown[] }} */ { args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  middleware: [
    await viteMiddleware({
      oxc: decorators,
      resolve: { alias: publicEntries },
      worker: { format: 'es' },
      // Runs side by side must not write over each other.
      cacheDir: `node_modules/.vite-wtr/${TEST_BROWSER ?? 'chromium'}`,
      optimizeDeps: {
        // All packages are prepared before the first test: one found later would reload the page in the middle of a test.
        noDiscovery: true,
        include: bareImports(['src', 'components', 'tests/browser']).filter((id) => !isRunnerModule(id)),
        exclude: ['@web/test-runner-commands'],
      },
    }),
  ],
};
