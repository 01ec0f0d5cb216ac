import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError, parseCsv } from '../../src/data/index.ts';

const penguins = readFileSync(new URL('../../examples/article/penguins.csv', import.meta.url), 'utf8');

function errorOf(run: () => unknown): DataError {
  try {
    run();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('penguins: rows without a measure are skipped and counted', () => {
  const table = parseCsv(penguins, ['bill_length_mm', 'bill_depth_mm']);
  expect(table).toMatchObject({ rows: 344, skipped: 2, columns: ['bill_length_mm', 'bill_depth_mm'] });
  expect(table.points).toMatchObject({ dimension: 2, count: 342 });
  expect([...table.points.coordinates.slice(0, 4)]).toEqual([39.1, 18.7, 39.5, 17.4]);
  expect([...table.points.coordinates.slice(-2)]).toEqual([49.9, 16.1]);
});

test('without a choice the first two numeric columns are taken', () => {
  expect(parseCsv(penguins).columns).toEqual(['bill_length_mm', 'bill_depth_mm']);
});

test('a table without a header row is read by position', () => {
  const table = parseCsv('1;2;3\n4;5;6\n', ['3', '1']);
  expect([...table.points.coordinates]).toEqual([3, 1, 6, 4]);
});

test('what only looks like a number is not one', () => {
  const table = parseCsv('a,b\n1,2\n0x10,1\nInfinity,1\n,1\n1e3,-.5\n+7,8.\n12 mm,3\n');
  expect([...table.points.coordinates]).toEqual([1, 2, 1000, -0.5, 7, 8]);
  expect(table.skipped).toBe(4);
});

test('a byte order mark, Windows line ends and quotes are read as intended', () => {
  const table = parseCsv('\uFEFF"x, mm","y"\r\n"1","2"\r\n\r\n3,4\r\n', ['x, mm', 'y']);
  expect([...table.points.coordinates]).toEqual([1, 2, 3, 4]);
});

test('an unknown column is named, together with those that exist', () => {
  const error = errorOf(() => parseCsv(penguins, ['bill_length_mm', 'wingspan']));
  expect(error.attribute).toBe('columns');
  expect(error.message).toContain('"wingspan"');
  expect(error.message).toContain('"bill_depth_mm"');
});

test('columns of words give no numeric row', () => {
  const error = errorOf(() => parseCsv(penguins, ['species', 'island']));
  expect(error.attribute).toBe('columns');
  expect(error.message).toMatch(/^No row has a number in species and island/);
});

test('a file without any number is refused when no column was chosen', () => {
  expect(errorOf(() => parseCsv('a,b\nx,y\nz,w\n')).message).toMatch(/^No row has a number; name columns that hold numbers/);
});

test('an empty file says what it should be', () => {
  expect(errorOf(() => parseCsv('')).message).toContain('header row');
  expect(errorOf(() => parseCsv('  \n \n')).attribute).toBe('src');
});

test('any mutation of a file gives finite points or an error in words', () => {
  const edit = fc.record({ at: fc.nat(penguins.length - 1), cut: fc.nat(40), put: fc.string({ maxLength: 12 }) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const text = edits.reduce((whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut), penguins);
      try {
        const { points } = parseCsv(text);
        expect(points.coordinates.every(Number.isFinite)).toBe(true);
        expect(points.coordinates.length).toBe(points.count * points.dimension);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }),
    { numRuns: 200 },
  );
});
