import { expect, test } from 'vitest';
import { loadData } from '../../src/data/index.ts';

const TEXT = 'Länge;Breite\n1,5;2\n3;4\n';
const never = new AbortController().signal;

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

async function load(bytes: Buffer): Promise<{ columns: readonly string[]; coordinates: number[]; notes: readonly string[] }> {
  const loaded = await loadData(`data:text/csv;base64,${bytes.toString('base64')}`, 'http://localhost/', {}, never);
  if (loaded.kind !== 'table') throw new Error('not a table');
  const { columns, points, notes } = loaded.table;
  return { columns, coordinates: [...points.coordinates], notes };
}

test.each([
  ['UTF-8', Buffer.from(TEXT), undefined],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`), undefined],
  ['UTF-16 with a byte order mark, little end first', utf16(`\uFEFF${TEXT}`), undefined],
  ['UTF-16 with a byte order mark, big end first', swapped(utf16(`\uFEFF${TEXT}`)), undefined],
  ['UTF-16 without a mark, little end first', utf16(TEXT), 'utf16'],
  ['UTF-16 without a mark, big end first', swapped(utf16(TEXT)), 'utf16'],
  ['Windows-1252', ascii(TEXT), 'windows1252'],
])('%s is read as meant, and a guess is told to the reader', async (_, bytes, note) => {
  expect(await load(bytes)).toEqual({
    columns: ['Länge', 'Breite'],
    coordinates: [1.5, 2, 3, 4],
    notes: [...(note ? [note] : []), 'decimalCommas'],
  });
});

test.each([
  ['a workbook', Buffer.concat([ascii('PK\x03\x04'), Buffer.alloc(64)]), /a workbook or a zip archive, not a table; save it as CSV/],
  ['a compressed file', Buffer.of(0x1f, 0x8b, 8, 0), /is compressed, not a table/],
  ['bytes that are no text', ascii('x,y\n1,2\n3,\x00\n'), /holds U\+0000 at line 3, column 3, which no text has/],
])('%s is said in words', async (_, bytes, message) => {
  await expect(load(bytes)).rejects.toMatchObject({ name: 'DataError', attribute: 'src', message: expect.stringMatching(message) as string });
});
