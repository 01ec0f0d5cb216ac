import { writeFileSync } from 'node:fs';
import { failureLine } from './test-counts.mjs';

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
const testsOf = (suite) => suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];

/**
 * Reporter for @web/test-runner that writes `{passed, failed, skipped, errors, failedFiles, failures}` as JSON; `errors` counts
 * files that could not be run to their end (a syntax error, a crash, a timeout).
 * @param {string} path
 * @returns {import('@web/test-runner').Reporter}
 */
export function countReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const tests = sessions.flatMap((session) => testsOf(session.testResults));
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => !test.skipped && test.passed).length;
      const errors = sessions.filter((session) => session.errors.length > 0).length;
      const failedFiles = sessions.filter((session) => !session.passed).map((session) => session.testFile);
      const failures = sessions.flatMap(({ testFile, testResults, errors }) => [
        ...testsOf(testResults).filter((test) => !test.skipped && !test.passed).map(({ name, error }) => failureLine(testFile, name, error?.message)),
        ...errors.map(({ message }) => failureLine(testFile, 'cannot be run', message)),
      ]);
      writeFileSync(path, JSON.stringify({ passed, failed: tests.length - passed - skipped, skipped, errors, failedFiles, failures }));
    },
  };
}
