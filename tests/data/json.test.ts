import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError, readData, readFile, type Columns, type Table } from '../../src/data/index.ts';
import { parsingJson } from '../../src/data/json.ts';

const never = new AbortController().signal;

async function read(text: string, { type = '', ...taken }: Columns & { readonly type?: string } = {}): Promise<Table> {
  const loaded = await readData(await readFile(new File([text], 'own.json', { type })), taken, never);
  if (loaded.kind !== 'table') throw new Error('not a table');
  return loaded.table;
}

async function problem(promise: Promise<unknown>): Promise<DataError> {
  const error: unknown = await promise.then(() => new Error('it was read'), (reason: unknown) => reason);
  if (error instanceof DataError) return error;
  throw error;
}

test('a list of objects, a list of lists with and without names, and an object of columns give the same points', async () => {
  const texts = [
    '\uFEFF [{"x": 1, "y": 2.5, "of": "a"}, {"y": 4, "x": "3e0", "of": "b"}]',
    '[["x", "y", "of"], [1, 2.5, "a"], [3, 4, "b"]]',
    '{"x": [1, 3], "note": "ours", "y": [2.5, 4], "of": ["a", "b"]}',
  ];
  for (const text of texts) {
    const table = await read(text, { classColumn: 'of' });
    expect(table).toMatchObject({ columns: ['x', 'y'], rows: 2, skipped: 0, offered: { numbers: ['x', 'y'], words: ['of'] } });
    expect([...table.points.coordinates]).toEqual([1, 2.5, 3, 4]);
    expect(table.classes).toEqual({ names: ['a', 'b'], ofComponents: Int32Array.of(0, 1) });
  }
  expect((await read('[[1, 2], [3, 4]]')).columns).toEqual(['1', '2']);
  expect([...(await read('[5, 6.5]')).points.coordinates]).toEqual([5, 6.5]);
});

test('of any table of finite numbers JSON gives back the numbers, whatever its words hold', async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ x: number, y: number, of: fc.string() }), { minLength: 1, maxLength: 30 }), async (rows) => {
      const numbers = rows.flatMap(({ x, y }) => [x, y].map((value) => value + 0 || 0));
      for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, 2), JSON.stringify({ x: rows.map(({ x }) => x), y: rows.map(({ y }) => y) })]) {
        expect([...(await read(text, { columns: ['x', 'y'] })).points.coordinates].map((value) => value || 0)).toEqual(numbers);
      }
    }),
    { numRuns: 100, seed: 13 },
  );
});

test('what is no number is a row left out, and a row of another kind too', async () => {
  expect(await read('[{"x": 1, "y": 2}, {"x": null, "y": 2}, {"y": 2}, 7, {"x": "0x10", "y": 1}, {"x": 3, "y": 4}]')).toMatchObject({ rows: 6, skipped: 4 });
});

test.each([
  ['[{"x": 1, "y": 2},\n {"x": 3, y: 4}]', 'is none at line 2, column 2'],
  ['[{"x": 1, "y": 2},\n {"x": 3, "y": 4}', 'is none at line 2, column 18'],
  ['[1, 2] and more', 'is none at line 1, column 8'],
  ['[1,, 2]', 'is none at line 1, column 4'],
  ['{"x": [1, 2],\n"y": [1, oops]}', 'is none at line 2, column 1'],
  ['{"x": "\\', 'is none at line 1, column 9'],
  ['[]', 'is JSON without rows; give a list of objects'],
  ['{}', 'is JSON without rows'],
  ['{"a": {"b": 1}}', 'is JSON without rows'],
  ['["a", "b"]', 'is JSON without rows'],
  ['[{"name": "Ada"}, {"name": "Emmy"}]', 'No row has a number; name columns that hold numbers. The file has the column "name".'],
  ['{"x": [1, 2], "y": [1, 2, 3]}', 'The column "y" holds 3 values and "x" 2'],
  ['{"x": [1, 1e308], "y": [1, 2]}', 'The column "x" holds 1e+308 in row 2'],
  ['[[1, 2],\n[1e308, 2]]', 'The column "1" holds 1e+308 in line 2'],
  ['[["x", "y"],\n[1, 2, 3]]', 'The row has 3 cells at line 2, column 1'],
])('of %j it says what is wrong', async (text, says) => {
  expect((await problem(read(text))).message).toContain(says);
});

test('a column that is not there is named, with those that are', async () => {
  const error = await problem(read('[{"x": 1, "y": 2}]', { columns: ['z'] }));
  expect(error.message).toBe('There is no column "z"; the file has the columns "x", "y".');
});

test('what begins with a bracket and is said to be CSV is CSV', async () => {
  expect((await read('[m],[s]\n1,2\n', { type: 'text/csv' })).columns).toEqual(['[m]', '[s]']);
});

test('200,000 objects are read in pieces of at most 2,000, and one more is refused', () => {
  const items = (count: number): string => `[${Array.from({ length: count }, (_, i) => `{"x":${i % 9},"y":${i % 7}}`).join(',')}]`;
  let pieces = 0;
  const work = parsingJson(items(200_000), 'a.json');
  let last = work.next();
  for (; !last.done; last = work.next()) pieces++;
  expect(last.value.points.count).toBe(200_000);
  expect(pieces).toBeGreaterThanOrEqual(199);
  expect(() => [...parsingJson(items(200_001), 'a.json')]).toThrow('more than 200000 rows');
});

test('a file of more than 8 MB is refused before anything of it is read', async () => {
  const file = new File([], 'huge.csv');
  let wasRead = false;
  Object.defineProperty(file, 'size', { value: 200e6 });
  file.arrayBuffer = () => ((wasRead = true), Promise.resolve(new ArrayBuffer(0)));
  expect((await problem(readFile(file))).message).toBe('"huge.csv" is larger than 8 MB; give a sample of it.');
  expect(wasRead).toBe(false);
});

test('a file that cannot be read is said to be none', async () => {
  const folder = new File([], 'data');
  folder.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  expect((await problem(readFile(folder))).message).toContain('"data" could not be read; give a file, not a folder');
});

test('columns without a name are called by their position', async () => {
  expect((await read('[{"": 1, "x": 2}, {"": 3, "x": 5}]')).columns).toEqual(['1', 'x']);
  expect((await read('[["", "x"], [1, 2], [3, 5]]')).columns).toEqual(['1', 'x']);
  expect((await read('{"": [1, 3], "x": [2, 5]}')).columns).toEqual(['1', 'x']);
});
