import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERSION } from '../../components/shared/version.ts';

test('the elements say the version that the package has', () => {
  expect(VERSION).toBe((JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version);
});
