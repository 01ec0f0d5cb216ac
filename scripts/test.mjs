/**
 * The whole of the checks, from a clone without node_modules to one last line: `N passed, N failed, N skipped`.
 * Every stage runs, whatever failed before it; a stage that takes too long is ended and counts as failed. Tests in browsers wait more than
 * they compute, so some stages run side by side, and what one prints is shown as a whole when it has ended.
 * Most tests run real browsers, workers and clocks on a machine that may be busy: a few files that fail in a stage are run once more; what passes only then is said, and
 * counted in the line before the last.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { ensureBrowsers } from './browser.mjs';
import { endWithNpm, ensureInstalled, ROOT } from './npm.mjs';
import { afterSecondTry, countedByExitCode, countsOfVitest, countsOfWebTestRunner, filesToTryAgain } from './test-counts.mjs';
import { runScript } from './run-script.mjs';

const MINUTE_MS = 60_000;
/** No run may take longer, whatever its stages do: a stage that begins late gets what is left. */
const ALL_STAGES_MS = 80 * MINUTE_MS;
/** So many stages run at once: a browser's takes about two thirds of a core, and two cores are then seldom idle; three of them keep each other waiting. */
const AT_ONCE = 2;
const RESULTS = `${ROOT}out/test-results`;

/** @typedef {'chromium' | 'firefox' | 'webkit'} Browser */
/**
 * @typedef {{
 *   name: string, script: string, args?: string[], part?: string[], minutes: number, browser?: Browser, env?: Record<string, string>, needs?: string[],
 *   again?: (files: string[]) => string[], count: (exitCode: number) => import('./test-counts.mjs').Counts,
 * }} Stage  part: arguments that choose files; needs: stages that must have ended before; again: the further arguments that run some files alone
 */

/** @type {(name: string, minutes: number) => Stage} */
const oneCheck = (name, minutes) => ({ name, script: name, minutes, count: countedByExitCode });

/** @type {(script: string, minutes: number, more?: { needs?: string[], browser?: Browser, name?: string, part?: string[] }) => Stage} */
const vitest = (script, minutes, { needs, browser, name = script, part } = {}) => {
  const report = `${RESULTS}/${name}.json`;
  return {
    name, script, minutes, browser, needs, part,
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    again: (files) => files,
    count: (exitCode) => countsOfVitest(report, exitCode),
  };
};

/** @type {(browser: Browser, minutes: number, files?: 'all' | 'quick') => Stage} */
const inBrowser = (browser, minutes, files = 'all') => {
  const report = `${RESULTS}/${browser}.json`;
  return {
    name: `browser ${browser}`, script: 'browser', minutes, browser,
    env: { TEST_BROWSER: browser, COUNTS_FILE: report, TEST_FILES: files },
    again: (paths) => ['--files', ...paths],
    count: (exitCode) => countsOfWebTestRunner(report, exitCode),
  };
};

/** About half of the time that all files of their kind take: what has most figures. */
const LONG = ['lecture', 'slides', 'stories'];

/** In the order in which they begin: what others need, and what is long, first. @type {Stage[]} */
const stages = [
  oneCheck('build', 6),
  { ...oneCheck('build:storybook', 6), needs: ['build'] },
  oneCheck('types', 5),
  vitest('e2e', 50, { needs: ['build', 'build:storybook'], browser: 'chromium', name: 'e2e, long', part: LONG.map((file) => `tests/e2e/${file}.test.ts`) }),
  vitest('e2e', 50, { needs: ['build', 'build:storybook'], browser: 'chromium', name: 'e2e, others', part: LONG.flatMap((file) => ['--exclude', `**/e2e/${file}.test.ts`]) }),
  oneCheck('lint', 5),
  inBrowser('chromium', 30),
  vitest('unit', 25),
  inBrowser('firefox', 12, 'quick'),
  inBrowser('webkit', 12, 'quick'),
  vitest('package', 15, { needs: ['build'] }),
  oneCheck('boundaries', 3),
];

const total = { passed: 0, failed: 0, skipped: 0, second: 0 };
/** @type {string[]} */
const summary = [];
/** A line for each test that failed, of both tries: what is printed last is what is read of a long output. @type {string[]} */
const failures = [];

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

/** @param {Stage} stage */
async function runStage({ name, script, args = [], part = [], minutes, browser, env, again, count }) {
  if (browser && !browsers?.[browser]) {
    // Without Chromium most of this package is untested; the others are said, and counted as what was not run.
    record(name, { passed: 0, failed: browsers ? 0 : 1, skipped: browsers ? 1 : 0 }, 0, `${browser} is not here`);
    return;
  }
  const end = performance.now() + Math.min(minutes * MINUTE_MS, ALL_STAGES_MS - (performance.now() - began));
  const printed = [`\n── ${name}\n`];
  const run = (/** @type {string[]} */ more) =>
    runScript(script, [...args, ...more], end - performance.now(), { CHROME_PATH: browsers?.chromium, ...env }, (text) => void printed.push(text));
  const { exitCode, elapsedMs, timedOut } = await run(part);
  let counts = count(exitCode);
  failures.push(...(counts.failures ?? []).map((line) => `  ${name}: ${line}`));
  let [note, elapsed] = [timedOut ? 'ended: it took too long' : '', elapsedMs];
  const files = timedOut || !again ? [] : filesToTryAgain(counts).map((file) => relative(ROOT, file));
  if (again && files.length > 0) {
    printed.push(`\n── ${name}: ${files.join(', ')} once more\n`);
    const second = await run(again(files));
    const { failed } = counts;
    const retried = count(second.exitCode);
    failures.push(...(retried.failures ?? []).map((line) => `  ${name}, second try: ${line}`));
    counts = afterSecondTry(counts, retried);
    elapsed += second.elapsedMs;
    if (counts.failed === 0) total.second += failed;
    note = counts.failed === 0 ? `${failed} of them only at the second try: ${files.join(', ')}` : 'also at the second try';
  }
  process.stdout.write(printed.join(''));
  record(name, counts, elapsed, note);
  console.log(summary.at(-1));
}

/** Stages begin in their order, each when there is room and what it needs has ended. @param {readonly Stage[]} all */
async function runStages(all) {
  const waiting = [...all];
  /** @type {Map<string, Promise<void>>} */
  const active = new Map();
  /** @type {Set<string>} */
  const ended = new Set();
  while (waiting.length > 0 || active.size > 0) {
    const next = active.size < AT_ONCE ? waiting.findIndex(({ needs = [] }) => needs.every((name) => ended.has(name))) : -1;
    if (next < 0) {
      await Promise.race(active.values());
      continue;
    }
    const [stage] = waiting.splice(next, 1);
    active.set(stage.name, runStage(stage).catch((error) => {
      console.error(error);
      record(stage.name, { passed: 0, failed: 1, skipped: 0 }, 0, 'its counts could not be read');
    }).then(() => {
      active.delete(stage.name);
      ended.add(stage.name);
    }));
  }
}

if (installed) await runStages(stages);

const minutes = ((performance.now() - began) / MINUTE_MS).toFixed(1);
if (failures.length > 0) console.log(`\nfailed:\n${failures.join('\n')}`);
console.log(`\n${summary.join('\n')}\n\nall in ${minutes} minutes`);
if (total.second > 0) console.log(`${total.second} of them only at the second try`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
