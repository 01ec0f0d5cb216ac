import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError, loadData } from '../../src/data/index.ts';

const FILES = 1000;
const SEED = 20261124;

const penguins = readFileSync(new URL('../../examples/article/penguins.csv', import.meta.url));
const never = new AbortController().signal;

type Mutation = (bytes: Buffer) => Buffer;

const asText = (change: (text: string) => string): Mutation => (bytes) => Buffer.from(change(bytes.toString('latin1')), 'latin1');
const insert = (what: Buffer, share: number): Mutation => (bytes) => {
  const at = Math.floor(share * bytes.length);
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
};
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** What happens to files on their way, from a flipped bit to another program's habits. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(share, fc.nat(7)).map(([at, bit]): Mutation => (bytes) => {
    const flipped = Buffer.from(bytes);
    if (flipped.length > 0) flipped[Math.floor(at * (flipped.length - 1))] ^= 1 << bit;
    return flipped;
  }),
  fc.tuple(share, fc.constantFrom('"', '""', ',', ';', '\t', 'NaN', 'Infinity', '1e308', '1,5', '\0', '\r', '-', '\uFEFF', '1e15')).map(([at, word]) => insert(Buffer.from(word), at)),
  fc.tuple(share, fc.uint8Array({ maxLength: 12 })).map(([at, bytes]) => insert(Buffer.from(bytes), at)),
  fc.tuple(share, share).map(([from, length]): Mutation => (bytes) => Buffer.concat([bytes.subarray(0, Math.floor(from * bytes.length)), bytes.subarray(Math.floor((from + (1 - from) * length) * bytes.length))])),
  fc.constantFrom<Mutation>(
    asText((text) => text.replaceAll('\n', '\r\n')),
    asText((text) => text.replaceAll('\n', '\r')),
    asText((text) => text.replaceAll(',', ';')),
    asText((text) => text.replaceAll(',', ';').replaceAll('.', ',')),
    asText((text) => text.replaceAll(/\d+/g, 'NaN')),
    asText((text) => text.replaceAll('"', '')),
    asText((text) => text.replaceAll(/[^,\n]+/g, '"$&"')),
    (bytes) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes]),
    (bytes) => Buffer.from(`\uFEFF${bytes.toString('latin1')}`, 'utf16le'),
    (bytes) => Buffer.from(bytes.toString('latin1'), 'utf16le'),
  ),
);
const rare = fc.constantFrom<Mutation>(() => Buffer.alloc(0), () => Buffer.from('1,'.repeat(1_000_000)), () => Buffer.from('x'.repeat(1_000_000)), () => Buffer.from('\n'.repeat(10_000)));

/** Faults that stand somewhere are said with the place. */
const OF_A_PLACE = /quotation mark|cells at|may have a decimal|a decimal point;|which no text has|10,000 columns|overflow/;

test(`of ${FILES} mutated files each gives finite points or words, with line and column where a place is at fault (seed ${SEED})`, async () => {
  const outcomes = { points: 0, words: 0, places: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof({ weight: 40, arbitrary: mutation }, { weight: 1, arbitrary: rare }), { minLength: 1, maxLength: 4 }), async (mutations) => {
      const file = mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), penguins);
      try {
        const loaded = await loadData(`data:text/csv;base64,${file.toString('base64')}`, 'http://localhost/', {}, never);
        if (loaded.kind !== 'table') throw new Error('a table became a picture');
        const { points, rows, skipped } = loaded.table;
        expect(points.coordinates.every(Number.isFinite)).toBe(true);
        expect(points.coordinates.length).toBe(points.count * points.dimension);
        expect(points.count).toBe(rows - skipped);
        outcomes.points++;
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        expect(error.message).toMatch(/^\S.*\.$/s);
        outcomes.words++;
        if (!OF_A_PLACE.test(error.message)) return;
        expect(error.message).toMatch(/line \d+/);
        outcomes.places++;
      }
    }),
    { numRuns: FILES, seed: SEED },
  );
  console.info(`${FILES} mutated files, seed ${SEED}: ${outcomes.points} gave points, ${outcomes.words} words, ${outcomes.places} of them with a place`);
  expect(outcomes.points).toBeGreaterThan(FILES / 4);
  expect(outcomes.places).toBeGreaterThan(FILES / 20);
}, 60_000);
