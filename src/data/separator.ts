import { createRow, isBlank, readRow } from './csv-row.ts';
import { looksNumeric } from './number-style.ts';

/** In the order in which they win when nothing else tells them apart. */
const SEPARATORS = [',', ';', '\t', '|'];
/** So much of a file shows how it is written. */
const ROWS_LOOKED_AT = 20;
const CHARACTERS_LOOKED_AT = 65_536;

interface Fit {
  /** Share of rows that are as wide as the first. */
  readonly regular: number;
  /** Share of the cells below the first row that look like numbers. */
  readonly numeric: number;
}

/**
 * What separates the cells of a table: the sign that makes rows of one width, and of those the one that leaves most numbers, since in
 * `1,5;2,5` a comma makes rows of one width too.
 *
 * @returns one character; empty when the table has one column
 */
export function guessSeparator(text: string): string {
  const beginning = text.slice(0, CHARACTERS_LOOKED_AT);
  let best = '';
  let bestFit: Fit = { regular: 0, numeric: -1 };
  for (const separator of SEPARATORS) {
    const fit = fitOf(beginning, separator);
    if (!fit || fit.regular < bestFit.regular || (fit.regular === bestFit.regular && fit.numeric <= bestFit.numeric)) continue;
    best = separator;
    bestFit = fit;
  }
  return best;
}

/** Undefined when the first row is not separated by it. */
function fitOf(text: string, separator: string): Fit | undefined {
  const row = createRow();
  const widths: number[] = [];
  let cells = 0;
  let numbers = 0;
  try {
    for (let at = 0; at < text.length && widths.length < ROWS_LOOKED_AT; ) {
      at = readRow(text, at, separator, row);
      // A row that is cut off says nothing, but when it is all there is.
      if (isBlank(row) || (at >= text.length && text.length === CHARACTERS_LOOKED_AT && widths.length > 0)) continue;
      widths.push(row.cells.length);
      if (widths.length === 1) continue;
      cells += row.cells.length;
      numbers += row.cells.filter(looksNumeric).length;
    }
  } catch {
    // A quotation mark that fits another separator, or none; the rows before it still count.
  }
  if (widths.length === 0 || widths[0] < 2) return undefined;
  return { regular: widths.filter((width) => width === widths[0]).length / widths.length, numeric: cells ? numbers / cells : 0 };
}
