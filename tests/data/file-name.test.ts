import { expect, test } from 'vitest';
import { fileName } from '../../src/data/index.ts';

test.each([
  ['penguins.csv', 'penguins.csv'],
  ['../data/penguins.csv?raw=1#rows', 'penguins.csv'],
  ['https://raw.example.org/someone/data/main/Palmer%20penguins.csv', 'Palmer penguins.csv'],
  ['https://example.org/data/', 'data'],
  ['https://example.org/100%.csv', '100%.csv'],
  ['data:text/csv,a%2Cb%0A1%2C2', 'text/csv'],
  ['data:,1;2', 'text/plain'],
  ['blob:https://example.org/0b7d2c6e-7d1f-4b0e-9a55-1d2f3a4b5c6d', 'blob'],
])('the file at %s is called %s', (address, name) => {
  expect(fileName(address)).toBe(name);
});
