import { expect, test, vi } from 'vitest';
import { brought, ungrouped, type Brought } from '../../components/own-data/brought.ts';
import { readFile, type Columns } from '../../src/data/index.ts';
import { createFlow } from '../../src/streams/index.ts';

type Table = Extract<Brought, { readonly kind: 'table' }>;

const never = new AbortController().signal;
async function bring(text: string, taken?: Columns, name = 'own.csv'): Promise<Table> {
  const given = await brought(await readFile(new File([text], name)), name, taken, 'auto', never);
  if (given.kind !== 'table') throw new Error('not a table');
  return given;
}

const rows = (words: readonly string[]): string => `x,y,kind\n${words.map((word, i) => `${i},${(i * 7) % 5},${word}`).join('\n')}`;
const json = (words: readonly string[]): string => JSON.stringify(words.map((kind, i) => ({ x: i, y: (i * 7) % 5, kind })));

test.each([['csv', rows], ['json', json]] as const)('the first column of words in %s groups the rows where it makes two to eight groups of all', async (kind, write) => {
  const given = (words: readonly string[], taken?: Columns) => bring(write(words), taken, `own.${kind}`);
  const grouped = await given(['a', 'b', 'a', 'b']);
  expect(grouped.target.classes).toEqual({ names: ['a', 'b'], ofComponents: Int32Array.of(0, 1, 0, 1) });
  expect(grouped.taken).toEqual({ columns: ['x', 'y'], classColumn: 'kind' });
  expect((await given([...'abcdefgh'])).target.classes!.names).toHaveLength(8);
  for (const words of [['a', 'a', 'a'], ['a', 'b', '', 'b'], [...'abcdefghi']]) {
    const plain = await given(words);
    expect(plain.target.classes).toBeUndefined();
    expect(plain.rows).toMatchObject({ count: words.length, table: { rows: words.length, skipped: 0 } });
    expect(plain.taken).toEqual({ columns: ['x', 'y'] });
  }
  const chosen = await given(['a', 'b', '', 'b'], { columns: ['x', 'y'], classColumn: 'kind' });
  expect(chosen.rows.table.skipped).toBe(1);
  await expect(given(['a', 'a', 'a'], { columns: ['x', 'y'], classColumn: 'kind' })).rejects.toThrow('kind');
});

test('a row that is left out for its numbers makes no group and takes none', async () => {
  const { target, rows: { table } } = await bring('x,y,kind\n1,2,a\n,3,\n2,5,b\n,1,c');
  expect(target.classes!.names).toEqual(['a', 'b']);
  expect(table).toMatchObject({ rows: 4, skipped: 2 });
});

test('where a flow refuses groups, it takes the same rows without them', async () => {
  const flow = createFlow({ target: 'moons', targets: 'marginal' });
  const grouped = await bring(rows(['a', 'b', 'a', 'b']));
  expect(() => flow.set({ target: grouped.target })).toThrow('marginal');
  const plain = ungrouped(grouped) as Table;
  flow.set({ target: plain.target });
  expect(flow.laws.target.law).toBe(grouped.target.law);
  expect(plain.taken).toEqual({ columns: ['x', 'y'] });
  expect(ungrouped(plain)).toBeUndefined();
});

test.each([['csv', (given: readonly (readonly number[])[]) => given.map((row) => row.join()).join('\n')], ['json', (given: readonly (readonly number[])[]) => JSON.stringify(given)]] as const)(
  'of %s the first columns that vary are taken, and it is told which were not; who names a column is told that it does not vary',
  async (kind, write) => {
    const given = await bring(write([[7, 1, 0.1, 3, 5], [7, 2, 0.1, 4, 9], [7, 5, 0.1, 1, 2]]), undefined, `own.${kind}`);
    expect(given.rows.table.columns).toEqual(['2', '4']);
    expect(given.taken).toEqual({ columns: ['2', '4'] });
    expect(given.passedOver).toEqual(['1', '3']);
    const [line] = [await bring(write([[7, 1], [7, 2], [7, 5]]), undefined, `own.${kind}`)];
    expect([line.rows.table.columns, line.passedOver]).toEqual([['2'], ['1']]);
    await expect(bring(write([[7, 1], [7, 1]]), undefined, `own.${kind}`)).rejects.toThrow('The column "1" holds 7');
    await expect(bring(write([[7, 1], [7, 2]]), { columns: ['1', '2'] }, `own.${kind}`)).rejects.toThrow('The column "1" holds 7');
  },
);

test('columns that are passed over keep the groups', async () => {
  const { target, passedOver } = await bring('id,x,y,kind\n1,0,4,a\n1,2,5,b\n1,3,9,a');
  expect(target.classes!.names).toEqual(['a', 'b']);
  expect(passedOver).toEqual(['id']);
});

test('a file of constant columns alone is not read for ever', async () => {
  const row = Array.from({ length: 3000 }, (_, k) => k).join();
  await expect(bring(`${row}\n${row}`)).rejects.toThrow('The column "1" holds 0');
});

test('200,000 rows are read in turns with what else the page does, 2,000 rows at most in each, and again where columns give way', async () => {
  const turns = vi.spyOn(MessagePort.prototype, 'postMessage');
  const turnsOf = async (text: string): Promise<number> => {
    turns.mockClear();
    expect((await bring(text)).rows).toMatchObject({ count: 10_000, table: { rows: 200_000 } });
    return turns.mock.calls.length;
  };
  const numbers = Array.from({ length: 200_000 }, (_, i) => `${i},${(i * 7) % 5}`);
  expect(await turnsOf(`x,y,kind\n${numbers.map((row, i) => `${row},${i % 2 ? 'a' : 'b'}`).join('\n')}`)).toBeGreaterThanOrEqual(200);
  expect(await turnsOf(JSON.stringify(numbers.map((row) => row.split(',').map(Number))))).toBeGreaterThanOrEqual(199);
  expect(await turnsOf(`id,x,y\n${numbers.map((row) => `1,${row}`).join('\n')}`)).toBeGreaterThanOrEqual(400);
  turns.mockRestore();
}, 20_000);

test('a flow of one class says of rows that do not have it which they have', async () => {
  const flow = createFlow({ target: (await bring(rows(['a', 'b', 'a', 'b']))).target, condition: 'a' });
  const others = await bring(rows(['c', 'd', 'c', 'd']));
  expect(() => flow.set({ target: others.target })).toThrow('There is no class "a" in the data; there are c, d.');
  expect(() => flow.set({ target: (ungrouped(others) as Table).target })).toThrow();
  expect(flow.laws.target.classes!.names).toEqual(['a', 'b']);
});
