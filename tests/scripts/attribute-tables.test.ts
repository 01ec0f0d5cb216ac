import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FmField, FmSampler, FmTrainer } from 'fm-elements/classes';
import { rows } from 'fm-elements/streams';
import { withAttributeTables } from '../../scripts/attribute-tables.mjs';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const elements = { FmField, FmSampler, FmTrainer };

test("README's tables of attributes are what the rows say; npm run readme writes them", () => {
  expect(README).toBe(withAttributeTables(README, elements));
});

test('a row that is added stands in the table of its element, and a README without a place for a table is an error', () => {
  const added = rows.number('added', 'so many; and why', { low: 1e-6, high: 20_000, default: 7, isWhole: false });
  const written = withAttributeTables(README, { ...elements, FmTrainer: { rows: { ...FmTrainer.rows, added } } });
  expect(written).toContain('| `added` | `7` | so many, 1e-6..20,000; and why |');
  expect(() => withAttributeTables('', elements)).toThrow(/0 places for the attributes of all/);
});
