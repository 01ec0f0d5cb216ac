/**
 * The whole of the checks, from a clone without node_modules to one last line: `N passed, N failed, N skipped`.
 * Every stage runs, whatever failed before it; a stage that takes too long is ended and counts as failed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBrowsers } from './browser.mjs';
import { endWithNpm, ensureInstalled, ROOT } from './npm.mjs';
import { countedByExitCode, countsOfVitest, countsOfWebTestRunner } from './test-counts.mjs';
import { runScript } from './run-script.mjs';

const MINUTE_MS = 60_000;
/** No run may take longer, whatever its stages do: a stage that begins late gets what is left. */
const ALL_STAGES_MS = 29 * MINUTE_MS;
const RESULTS = `${ROOT}out/test-results`;

/** @typedef {'chromium' | 'firefox' | 'webkit'} Browser */
/**
 * @typedef {{
 *   name: string, script: string, args?: string[], minutes: number, browser?: Browser, env?: Record<string, string>,
 *   count: (exitCode: number) => import('./test-counts.mjs').Counts,
 * }} Stage
 */

/** @type {(name: string, minutes: number) => Stage} */
const oneCheck = (name, minutes) => ({ name, script: name, minutes, count: countedByExitCode });

/** @type {(name: string, minutes: number, browser?: Browser) => Stage} */
const vitest = (name, minutes, browser) => {
  const report = `${RESULTS}/${name}.json`;
  return {
    name, script: name, minutes, browser,
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    count: (exitCode) => countsOfVitest(report, exitCode),
  };
};

/** @type {(browser: Browser, minutes: number, files?: 'all' | 'quick') => Stage} */
const inBrowser = (browser, minutes, files = 'all') => {
  const report = `${RESULTS}/${browser}.json`;
  return {
    name: `browser ${browser}`, script: 'browser', minutes, browser,
    env: { TEST_BROWSER: browser, COUNTS_FILE: report, TEST_FILES: files },
    count: (exitCode) => countsOfWebTestRunner(report, exitCode),
  };
};

/** @type {Stage[]} */
const stages = [
  oneCheck('types', 3),
  oneCheck('lint', 3),
  oneCheck('boundaries', 2),
  vitest('unit', 7),
  oneCheck('build', 4),
  vitest('package', 5),
  inBrowser('chromium', 10),
  inBrowser('firefox', 6, 'quick'),
  inBrowser('webkit', 6, 'quick'),
  oneCheck('build:storybook', 4),
  vitest('e2e', 12, 'chromium'),
];

const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const summary = [];

/** @param {string} name @param {import('./test-counts.mjs').Counts} counts @param {number} elapsedMs @param {string} [note] */
function record(name, counts, elapsedMs, note = '') {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  summary.push(`  ${counts.failed > 0 ? 'FAILED' : counts.passed > 0 ? 'ok    ' : '-     '} ${name.padEnd(17)}${seconds.padStart(9)}   ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped${note && ` (${note})`}`);
}

/**
 * @template T
 * @param {string} name
 * @param {() => T} prepare
 * @returns {T | undefined} undefined when it failed, which is then told and counted
 */
function preparation(name, prepare) {
  const began = performance.now();
  try {
    return prepare();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    record(name, { passed: 0, failed: 1, skipped: 0 }, performance.now() - began);
    return undefined;
  }
}

endWithNpm();
const began = performance.now();
const installed = preparation('install', ensureInstalled) !== undefined;
const browsers = installed ? preparation('find the browsers', ensureBrowsers) : undefined;
console.log(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

for (const { name, script, args = [], minutes, browser, env, count } of installed ? stages : []) {
  if (browser && !browsers?.[browser]) {
    // Without Chromium most of this package is untested; the others are said, and counted as what was not run.
    record(name, { passed: 0, failed: browsers ? 0 : 1, skipped: browsers ? 1 : 0 }, 0, `${browser} is not here`);
    continue;
  }
  const limitMs = Math.min(minutes * MINUTE_MS, ALL_STAGES_MS - (performance.now() - began));
  console.log(`\n── ${name}`);
  const { exitCode, elapsedMs, timedOut } = await runScript(script, args, limitMs, {
    CHROME_PATH: browsers?.chromium, ...env,
  });
  const counts = count(exitCode);
  record(name, counts, elapsedMs, timedOut ? `ended after ${Math.round(limitMs / 1000)} s` : '');
  console.log(summary.at(-1));
}

console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
