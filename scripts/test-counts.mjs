/** How many tests of a stage passed, failed and were skipped, from what its runner wrote. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number, failedFiles?: string[], failures?: string[] }} Counts  the files in which a test failed and a line for each such test, where the runner names them */

/** A check that is one thing: it passed or it did not. @param {number} exitCode @returns {Counts} */
export const countedByExitCode = (exitCode) => ({ passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 });

/** A runner that ended badly, or ran nothing, has failed even when no single test did. @param {Counts} counts @param {number} exitCode @returns {Counts} */
const atLeastOneFailureWhenBad = (counts, exitCode) =>
  counts.failed === 0 && (exitCode !== 0 || counts.passed === 0) ? { ...counts, failed: 1 } : counts;

/** @param {string} file @param {string} test @param {string | undefined} message */
export const failureLine = (file, test, message = '') => `${basename(file)} > ${test}: ${message.split('\n')[0]}`;

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} path a file of Vitest's json reporter @param {number} exitCode @returns {Counts} */
export function countsOfVitest(path, exitCode) {
  if (!existsSync(path)) return atLeastOneFailureWhenBad(NOTHING, exitCode);
  const report = JSON.parse(readFileSync(path, 'utf8'));
  /** @type {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[]} */
  const files = report.testResults;
  const failedFiles = files.filter((file) => file.status === 'failed').map((file) => file.name);
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failures = files.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => failureLine(name, fullName, failureMessages?.[0])));
  return atLeastOneFailureWhenBad({
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failedFiles,
    failures: [...failures, ...broken.map(({ name, message }) => failureLine(name, 'cannot be run', message))],
  }, exitCode);
}

/** @param {string} path a file of wtr-count-reporter.mjs @param {number} exitCode @returns {Counts} */
export function countsOfWebTestRunner(path, exitCode) {
  if (!existsSync(path)) return atLeastOneFailureWhenBad(NOTHING, exitCode);
  const { passed, failed, skipped, errors, failedFiles, failures } = JSON.parse(readFileSync(path, 'utf8'));
  return atLeastOneFailureWhenBad({ passed, failed: failed + errors, skipped, failedFiles, failures }, exitCode);
}

/** More files than these are no accident of a busy machine. */
const MOST_FILES_AGAIN = 4;

/** The files that get a second try: few, and all failures are theirs. @param {Counts} counts @returns {string[]} */
export const filesToTryAgain = ({ failed, failedFiles = [] }) => failed > 0 && failedFiles.length <= MOST_FILES_AGAIN ? failedFiles : [];

/** What is counted when the files that had failed were run once more. @param {Counts} first @param {Counts} second @returns {Counts} */
export const afterSecondTry = (first, second) =>
  second.failed === 0 ? { passed: first.passed + first.failed, failed: 0, skipped: first.skipped } : first;
