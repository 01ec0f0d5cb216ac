import type { Speech } from './speech.ts';

/**
 * Coordinates with two digits after the point, `(0.50, −1.25)`; apart by semicolons where numbers have commas. One alone stands by itself.
 *
 * @param semicolon  as the language sets it
 */
export const vectorOf = (number: Speech['number'], semicolon = '; ') => (values: readonly number[]): string =>
  (values.length === 1 ? number(values[0], 2) : `(${values.map((value) => number(value, 2)).join(number(0.5, 1).includes(',') ? semicolon : ', ')})`);
