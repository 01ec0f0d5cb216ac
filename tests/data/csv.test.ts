import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DataError, parseCsv, parsingCsv } from '../../src/data/index.ts';

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

test.each([
  ['commas', 'x,y\n1.5,2.5\n3,4\n'],
  ['semicolons', 'x;y\n1.5;2.5\n3;4\n'],
  ['tabs', 'x\ty\n1.5\t2.5\n3\t4\n'],
  ['bars', 'x|y\n1.5|2.5\n3|4\n'],
  ['semicolons and decimal commas', 'x;y\n1,5;2,5\n3;4\n'],
  ['tabs and decimal commas', 'x\ty\n1,5\t2,5\n3\t4\n'],
  ['semicolons, decimal commas and names with commas', 'Länge, mm;Breite, mm\n1,5;2,5\n3;4\n'],
  ['commas, and decimal commas in quotation marks', 'x,y\n"1,5","2,5"\n3,4\n'],
  ['semicolons in words between commas', 'x,y,of\n1.5,2.5,a; b\n3,4,c; d; e\n'],
  ['old Macintosh line ends', 'x,y\r1.5,2.5\r3,4\r'],
  ['quotation marks after a space', 'x, y\n"1.5", "2.5"\n3, 4\n'],
  ['a quotation mark for inches within a cell', 'x,y,of\n1.5,2.5,5" pipe\n3,4,6"\n'],
  ['line ends within quotation marks in another column', 'of,x,y\n"two\nlines, ""quoted""",1.5,2.5\n"",3,4\n'],
])('%s are read as meant', (_, text) => {
  const { points, rows, skipped } = parseCsv(text);
  expect([...points.coordinates]).toEqual([1.5, 2.5, 3, 4]);
  expect({ rows, skipped }).toEqual({ rows: 2, skipped: 0 });
});

test('a table of one column is read by its decimal sign, and a decimal comma is told to the reader', () => {
  expect([...parseCsv('x\n1.5\n2\n').points.coordinates]).toEqual([1.5, 2]);
  const table = parseCsv('x\n1,5\n2\n');
  expect([...table.points.coordinates]).toEqual([1.5, 2]);
  expect(table.notes).toEqual(['decimalCommas']);
  expect(parseCsv('x,y\n1,2\n').notes).toEqual([]);
});

test('signs between thousands are read where nothing else can be meant', () => {
  expect([...parseCsv('x;y\n1,234,567;1.5\n1,234;2.5\n').points.coordinates]).toEqual([1234567, 1.5, 1234, 2.5]);
  expect([...parseCsv('x;y\n1.234.567,8;1,5\n9;2,5\n').points.coordinates]).toEqual([1234567.8, 1.5, 9, 2.5]);
});

test.each([
  ['a number that is 1.234 or 1234', 'x;y\n7;2\n1,234;2\n', '"1,234" at line 3, column 1 may have a decimal sign or one between thousands'],
  ['the same beside decimal commas', 'x;y\n1,5;2\n1.234;2\n', '"1.234" at line 3, column 1 may have a decimal sign or one between thousands'],
  ['decimal commas beside decimal points', 'x;y\n1,5;2\n3;4.5\n', '"1,5" at line 2, column 1 has a decimal comma and "4.5" at line 3, column 3 a decimal point'],
  ['a quotation mark that is never closed', 'x,y\n1,"2\n3,4\n', 'The quotation mark at line 2, column 3 is never closed'],
  ['one that another closes in the middle of a cell', 'x,y\r\n1,"2\r\n3,4\r\n5,"6"\r\n', 'The quotation mark at line 2, column 3 ends at line 4, column 3, in the middle of a cell'],
  ['one that runs over several rows of numbers', 'x,y\n1,"2\n3,4\n5,6"\n7,8\n', 'The quotation mark at line 2, column 3 runs over several lines'],
  ['decimal commas between commas', 'x,y\n1,2\n1,5,2,5\n', 'The row has 4 cells at line 3, column 5, and the first row 2'],
  ['a number that overflows', 'x,y\n1,2\n1e308,2\n', 'The column "x" holds 1e308 in line 3; numbers beyond 1e300 overflow'],
  ['a number beyond all', 'x,y\n1,2\n3,-2e999\n', 'The column "y" holds -2e999 in line 3'],
  ['columns between spaces', 'x y\n1 2\n3 4\n', 'no comma, semicolon, tab or bar parts its rows'],
  ['more columns than any figure', `x,y\n${'1,'.repeat(1_000_000)}\n`, 'more than 10,000 columns at line 2, column 20001'],
])('%s is said in words', (_, text, message) => {
  expect(errorOf(() => parseCsv(text)).message).toContain(message);
});

test('trailing separators and short rows are no fault', () => {
  const { points, rows, skipped } = parseCsv('x,y\n1,2,\n3\n,,\n4,5\n');
  expect([...points.coordinates]).toEqual([1, 2, 4, 5]);
  expect({ rows, skipped }).toEqual({ rows: 3, skipped: 1 });
});

test('200,000 rows are read in pieces of at most 2,000 rows, and so is a file of long lines', () => {
  const piecesOf = (text: string): number => {
    const work = parsingCsv(text);
    let pieces = 0;
    while (!work.next().done) pieces++;
    return pieces;
  };
  // Twice: once to find the cells, once to make them numbers.
  expect(piecesOf('x,y\n' + '1,2\n'.repeat(200_000))).toBeGreaterThanOrEqual(200);
  // No piece has more than two of the lines, which are longer than half a piece.
  expect(piecesOf('x,y,z\n' + `1,2,${'z'.repeat(40_000)}\n`.repeat(50))).toBeGreaterThanOrEqual(25);
  expect(errorOf(() => parseCsv('1,2\n'.repeat(200_001))).message).toContain('more than 200000 rows');
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

test('one more column gives classes, of the rows that are kept, in the order in which they come', () => {
  const { classes, points, skipped } = parseCsv(penguins, ['bill_length_mm', 'bill_depth_mm'], 'species');
  expect(classes!.names).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
  expect(classes!.ofComponents).toHaveLength(points.count);
  expect(skipped).toBe(2);
  const counts = [0, 0, 0];
  for (const index of classes!.ofComponents) counts[index]++;
  expect(counts).toEqual([151, 68, 123]);
  expect(parseCsv('x,y,k\n1,2,a\n3,4,\n5,6, b \n7,8,a\n', ['x', 'y'], 'k')).toMatchObject({ skipped: 1, classes: { names: ['a', 'b'], ofComponents: Int32Array.of(0, 1, 0) } });
  expect(parseCsv(penguins).classes).toBeUndefined();
});

test('a column of classes that does not exist, or that names each row, is refused by its attribute', () => {
  const missing = errorOf(() => parseCsv(penguins, ['bill_length_mm'], 'kind'));
  expect(missing).toMatchObject({ attribute: 'condition-column', saying: { key: 'noColumn', column: 'kind' } });
  const unlike = errorOf(() => parseCsv(`x,y,k\n${Array.from({ length: 65 }, (_, i) => `1,2,word${i}\n`).join('')}`, ['x', 'y'], 'k'));
  expect(unlike).toMatchObject({ attribute: 'condition-column', saying: { key: 'tooManyClasses', column: 'k', most: 64 } });
});

test('columns without a name are called by their position, and those of one name can be told apart', () => {
  const table = parseCsv(',x,,x\n0,1.5,2.5,3.5\n1,4,5,7\n', ['3', 'x (4)']);
  expect(table.offered.numbers).toEqual(['1', 'x', '3', 'x (4)']);
  expect([...table.points.coordinates]).toEqual([2.5, 3.5, 5, 7]);
  expect(parseCsv('2, ,x\n1,2,3\n').offered.numbers).toEqual(['2', '(2)', 'x']);
});
