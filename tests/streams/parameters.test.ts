import { expect, test } from 'vitest';
import { pointsDataset } from '../../src/math/index.ts';
import { CLOUD, defaultsOf, FLOW, fromJSON, ParameterError, readValue, readValues, rows, toJSON, type FlowParameters } from '../../src/streams/index.ts';

test('the defaults of all rows are values that the rows accept, and are left as they are', () => {
  for (const table of [FLOW, CLOUD]) expect(readValues(table, defaultsOf(table))).toEqual({ taken: defaultsOf(table), notes: [] });
});

test('every row has an attribute of its own, in kebab case, and says what it means', () => {
  for (const table of [FLOW, CLOUD]) {
    const attributes = Object.values(table).map(({ attribute }) => attribute);
    expect(new Set(attributes).size).toBe(attributes.length);
    for (const [name, { attribute, meaning }] of Object.entries(table)) {
      expect(attribute).toBe(name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`));
      expect(meaning).toMatch(/^[^A-Z].*[^.]$/);
    }
  }
});

test.each([
  ['a word that stands for nothing', { coupling: 'optimal' }, 'coupling', /"optimal"; there are independent, ot, sinkhorn/],
  ['a name of every object', { optimizer: 'constructor' }, 'optimizer', /"constructor"/],
  ['a form that does not fit', { schedule: 'polynomial-x' }, 'schedule', /"polynomial-x".*polynomial-N with N from 1 to 16\.$/],
  ['a number that a form does not have', { schedule: 'polynomial-0' }, 'schedule', /"polynomial-0"; there are linear, cosine, variance-preserving, polynomial-N with N from 1 to 16\.$/],
  ['a number for a law', { target: 5 }, 'target', /no data set 5; there are/],
  ['an object for a law', { target: {} }, 'target', /^An object is not a data set; there are/],
  ['a symbol for a number', { seed: Symbol('7') }, 'seed', /A symbol is not a number from 0/],
  ['words for a number', { batch: 'many' }, 'batch', /"many" is not a number from 1 to 8192/],
  ['a number for a list', { hiddenLayers: 64 }, 'hidden-layers', /64 is not a list of 1 to 8 whole numbers/],
  ['an empty list', { hiddenLayers: [] }, 'hidden-layers', /An empty list is not a list of 1 to 8/],
  ['a name that no row has', { sed: 1 }, 'sed', /no parameter "sed"; there are source/],
])('%s is refused in words that name the attribute', (_, given, attribute, says) => {
  const attempt = (): unknown => readValues(FLOW, given as unknown as Partial<FlowParameters>);
  expect(attempt).toThrow(ParameterError);
  expect(attempt).toThrow(says);
  try {
    attempt();
  } catch (error) {
    expect((error as ParameterError).attribute).toBe(attribute);
  }
});

test('what is null or undefined is not given, and numerals are numbers', () => {
  expect(readValues(FLOW, { seed: undefined, target: null as unknown as string, batch: '64' as unknown as number })).toEqual({ taken: { batch: 64 }, notes: [] });
});

test('JSON holds what differs from the defaults, and gives it back', () => {
  const given: Partial<FlowParameters> = { target: 'circles', hiddenLayers: [8, 8], seed: 1, schedule: 'polynomial-3', learningRate: 0.5 };
  const json = JSON.stringify(toJSON(FLOW, { ...defaultsOf(FLOW), ...given }));
  expect(json).toBe('{"target":"circles","schedule":"polynomial-3","learningRate":0.5,"hiddenLayers":[8,8]}');
  expect({ ...defaultsOf(FLOW), ...fromJSON(FLOW, JSON.parse(json)) }).toEqual({ ...defaultsOf(FLOW), ...given });
});

test('JSON of others is checked as attributes are, and of a law that is data there is none', () => {
  expect(() => fromJSON(FLOW, JSON.parse('{"__proto__": {"seed": 1}}'))).toThrow(/no parameter "__proto__"/);
  expect(() => fromJSON(FLOW, [])).toThrow(ParameterError);
  expect(fromJSON(FLOW, { seed: 1e12 })).toEqual({ seed: 2 ** 32 - 1 });
  const target = pointsDataset({ name: 'mine', columns: ['a'], points: { dimension: 1, count: 2, coordinates: Float64Array.of(0, 1) } });
  expect(() => toJSON(FLOW, { target })).toThrow(/made from data/);
});

test.each([[[], undefined], [['a'], ['a']]])('a list of words, %j, is read as %j: of none it is not given', (given, value) => {
  expect(readValue(rows.words('layers', '', () => ['a', 'b'], ''), given)).toEqual(value ? { value } : {});
});

test('an empty list is given where it means something', () => {
  expect(readValue({ ...rows.words('own-data', '', () => ['a', 'b'], ''), hasEmpty: true }, [])).toEqual({ value: [] });
});
