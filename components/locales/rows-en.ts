import type { PicturesShown } from '../shared/data-source.ts';
import type { Speech } from './speech.ts';

/** What is told of an author's data, in English. */
export const rows = ({ number, counted, or }: Speech) => ({
  separator: '; ',
  all: (rows: number) => counted(rows, { one: 'row', other: 'rows' }),
  some: (used: number, rows: number) => `${number(used)} of ${counted(rows, { one: 'row', other: 'rows' })}`,
  decimalCommas: 'read with decimal commas',
  utf16: 'read as UTF-16, a guess',
  windows1252: 'read as Windows-1252, a guess: it is not UTF-8',
  skipped: (count: number, columns: readonly string[]) => `${number(count)} skipped for want of a number in ${or(columns)}`,
  drawn: (count: number) => `${number(count)} drawn at random stand for all`,
  pictures: ({ count, width, height, axes, kept, bandwidth }: PicturesShown) =>
    `${counted(count, { one: 'picture', other: 'pictures' })} of ${number(width)} by ${number(height)} pixels, each as ${number(axes)} numbers along its main axes, which keep ${number(100 * kept, 1)} % of the variance; bandwidth ${number(bandwidth, 2)}`,
  bandwidth: (width: number, isByRule: boolean) => `bandwidth ${number(width, Number.isInteger(width) ? 0 : 3)}${isByRule ? ' (Silverman’s rule)' : ''}`,
});

export type RowWords = ReturnType<typeof rows>;
