import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countedByExitCode, countsOfVitest, countsOfWebTestRunner } from '../../scripts/test-counts.mjs';

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
    expect(countsOfVitest(vitestReport({ passed: 7, pending: 2, todo: 1 }), 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
    expect(countsOfWebTestRunner(createReport({ passed: 4, failed: 0, skipped: 1, errors: 0 }), 0)).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  test('has a failure for each file that could not be loaded, whose tests nobody counted', () => {
    const files = [{ status: 'failed', assertionResults: [] }, { status: 'failed', assertionResults: [{}] }];
    expect(countsOfVitest(vitestReport({ passed: 3, failed: 1, files }), 1).failed).toBe(2);
    expect(countsOfWebTestRunner(createReport({ passed: 4, failed: 1, skipped: 0, errors: 2 }), 1).failed).toBe(3);
  });

  test('has a failure when the runner ran no test, wrote no report, or ended badly with none failed', () => {
    expect(countsOfVitest(vitestReport({}), 0)).toEqual(FAILED);
    expect(countsOfVitest(vitestReport({ pending: 5 }), 0)).toEqual({ passed: 0, failed: 1, skipped: 5 });
    expect(countsOfVitest('/no/such/report.json', 0)).toEqual(FAILED);
    expect(countsOfWebTestRunner('/no/such/report.json', 0)).toEqual(FAILED);
    expect(countsOfVitest(vitestReport({ passed: 3 }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test('is one for a check that is one thing', () => {
    expect([countedByExitCode(0), countedByExitCode(2)]).toEqual([{ passed: 1, failed: 0, skipped: 0 }, FAILED]);
  });
});
