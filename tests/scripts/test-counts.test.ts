import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { afterSecondTry, countedByExitCode, countsOfVitest, countsOfWebTestRunner, filesToTryAgain } from '../../scripts/test-counts.mjs';

function createReport(content: object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'fm-counts-')), 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const vitestReport = (counts: { passed?: number; failed?: number; pending?: number; todo?: number; files?: object[] }): string => createReport({
  numPassedTests: counts.passed ?? 0, numFailedTests: counts.failed ?? 0, numPendingTests: counts.pending ?? 0, numTodoTests: counts.todo ?? 0,
  testResults: counts.files ?? [],
});

const FAILED = { passed: 0, failed: 1, skipped: 0 };

describe('the count of a stage', () => {
  test('is what the runner says when all went well', () => {
    expect(countsOfVitest(vitestReport({ passed: 7, pending: 2, todo: 1 }), 0)).toEqual({ passed: 7, failed: 0, skipped: 3, failedFiles: [], failures: [] });
    expect(countsOfWebTestRunner(createReport({ passed: 4, failed: 0, skipped: 1, errors: 0 }), 0)).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  test('has a failure for each file that could not be loaded, whose tests nobody counted', () => {
    const files = [{ name: 'a', status: 'failed', assertionResults: [] }, { name: 'b', status: 'failed', assertionResults: [{}] }];
    expect(countsOfVitest(vitestReport({ passed: 3, failed: 1, files }), 1).failed).toBe(2);
    expect(countsOfWebTestRunner(createReport({ passed: 4, failed: 1, skipped: 0, errors: 2 }), 1).failed).toBe(3);
  });

  test('names each test that failed, in a line', () => {
    const files = [
      { name: '/x/a.test.ts', status: 'failed', assertionResults: [{ status: 'passed', fullName: 'well' }, { status: 'failed', fullName: 'a law is one', failureMessages: ['expected 2 to be 1\n at a.test.ts'] }] },
      { name: '/x/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(countsOfVitest(vitestReport({ passed: 1, failed: 1, files }), 1).failures).toEqual([
      'a.test.ts > a law is one: expected 2 to be 1', 'b.test.ts > cannot be run: no such module',
    ]);
  });

  test('has a failure when the runner ran no test, wrote no report, or ended badly with none failed', () => {
    expect(countsOfVitest(vitestReport({}), 0)).toMatchObject(FAILED);
    expect(countsOfVitest(vitestReport({ pending: 5 }), 0)).toMatchObject({ passed: 0, failed: 1, skipped: 5 });
    expect(countsOfVitest('/no/such/report.json', 0)).toEqual(FAILED);
    expect(countsOfWebTestRunner('/no/such/report.json', 0)).toEqual(FAILED);
    expect(countsOfVitest(vitestReport({ passed: 3 }), 1)).toMatchObject({ passed: 3, failed: 1, skipped: 0 });
  });

  test('is one for a check that is one thing', () => {
    expect([countedByExitCode(0), countedByExitCode(2)]).toEqual([{ passed: 1, failed: 0, skipped: 0 }, FAILED]);
  });
});

describe('a second try', () => {
  const files = [{ name: 'a.test.ts', status: 'failed', assertionResults: [{}] }, { name: 'b.test.ts', status: 'passed', assertionResults: [{}] }];
  const first = { passed: 9, failed: 1, skipped: 2, failedFiles: ['a.test.ts'] };

  test('is given to the few files that failed', () => {
    expect(filesToTryAgain(countsOfVitest(vitestReport({ passed: 9, failed: 1, files }), 1))).toEqual(['a.test.ts']);
    expect(filesToTryAgain(countsOfWebTestRunner(createReport({ ...first, errors: 0 }), 1))).toEqual(['a.test.ts']);
  });

  test('is not given when all is well, when many files failed, or when the runner does not say which', () => {
    expect(filesToTryAgain({ passed: 9, failed: 0, skipped: 0, failedFiles: [] })).toEqual([]);
    expect(filesToTryAgain({ passed: 9, failed: 5, skipped: 0, failedFiles: ['a', 'b', 'c', 'd', 'e'] })).toEqual([]);
    expect(filesToTryAgain(countsOfVitest('/no/such/report.json', 1))).toEqual([]);
  });

  test('counts only when all of it passes', () => {
    expect(afterSecondTry(first, { passed: 3, failed: 0, skipped: 0 })).toEqual({ passed: 10, failed: 0, skipped: 2 });
    expect(afterSecondTry(first, { passed: 2, failed: 1, skipped: 0 })).toEqual(first);
  });
});
