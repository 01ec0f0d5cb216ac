import { rowWords, type Words } from '../locales/index.ts';
import { rows as english } from '../locales/rows-en.ts';
import type { LoadedData, RowsShown } from './data-source.ts';

/** What there is to tell of data, in words. @param dataCount  so many of the rows are the data, without a bandwidth; 0 where all are */
export function dataInWords({ rows, pictures }: Partial<LoadedData>, words: Words, dataCount: number): string | undefined {
  if (rows) return rowsInWords(rows, words, dataCount);
  return pictures && rowWords(words, english).pictures(pictures);
}

/** An account of the rows for the reader, and of what the law makes of them. @param dataCount  as for {@link dataInWords} */
export function rowsInWords({ table: { rows, skipped, columns, notes }, count, bandwidth, isByRule }: RowsShown, allWords: Words, dataCount: number): string {
  const words = rowWords(allWords, english);
  const used = rows - skipped;
  const shown = Math.min(count, dataCount || count);
  const parts = [skipped === 0 ? words.all(rows) : words.some(used, rows), ...notes.map((note) => words[note])];
  if (skipped > 0) parts.push(words.skipped(skipped, columns));
  if (shown < used) parts.push(words.drawn(shown));
  if (dataCount === 0) parts.push(words.bandwidth(bandwidth, isByRule));
  return parts.join(words.separator);
}

/** Between what is told one after the other. */
export const separatorOf = (words: Words): string => rowWords(words, english).separator;
