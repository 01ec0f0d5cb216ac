import { DataError } from './data-error.ts';
import { placeIn } from './place.ts';

/** How a number may be written; what is none of these is not a number. */
const POINT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const COMMA_GROUPS = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const POINT_GROUPS = /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/;
/** One group of three digits: `1,234` and `1.234` are read in two ways. */
const ONE_GROUP = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** Whether a cell is a number in one of the ways in which numbers are written. */
export function looksNumeric(cell: string | undefined): boolean {
  const text = cell?.trim() ?? '';
  return [POINT, COMMA, COMMA_GROUPS, POINT_GROUPS].some((form) => form.test(text));
}

/** What the way of writing a cell tells of the whole file. */
type Evidence = 'decimal point' | 'decimal comma' | 'one group after a comma' | 'one group after a point';

/** Undefined for whole numbers and for words. */
function evidenceOf(text: string): Evidence | undefined {
  const hasComma = text.includes(',');
  if (!hasComma && !text.includes('.')) return undefined;
  if (ONE_GROUP.test(text)) return hasComma ? 'one group after a comma' : 'one group after a point';
  if (POINT.test(text) || COMMA_GROUPS.test(text)) return 'decimal point';
  return COMMA.test(text) || POINT_GROUPS.test(text) ? 'decimal comma' : undefined;
}

/** From a cell to its number, NaN when it is none; `Number('')` would be 0 and `Number('0x10')` 16. */
export type ToNumber = (cell: string) => number;

/** Learns from all cells of a file how its numbers are written, and then reads them. */
export class NumberStyle {
  private readonly seen = new Map<Evidence, { readonly cell: string; readonly at: number }>();

  /** @param at  where the cell begins in the text */
  learn(cell: string, at: number): void {
    const text = cell.trim();
    const evidence = evidenceOf(text);
    if (evidence && !this.seen.has(evidence)) this.seen.set(evidence, { cell: text, at });
  }

  get hasDecimalComma(): boolean {
    return this.seen.has('decimal comma');
  }

  /** @throws DataError  numbers written in two ways, or in one that can be read in two ways, with line and column */
  reader(text: string): ToNumber {
    const cellOf = (evidence: Evidence) => {
      const { cell, at } = this.seen.get(evidence)!;
      return { cell, place: placeIn(text, at) };
    };
    const hasPoint = this.seen.has('decimal point');
    if (this.hasDecimalComma && hasPoint) {
      throw new DataError('src', { key: 'twoDecimalSigns', comma: cellOf('decimal comma'), point: cellOf('decimal point') });
    }
    const unclear = this.hasDecimalComma ? 'one group after a point' : 'one group after a comma';
    if (this.seen.has(unclear) && !hasPoint) {
      throw new DataError('src', { key: 'unclearSign', ...cellOf(unclear) });
    }
    return this.hasDecimalComma ? withComma : withPoint;
  }
}

/** A number with a decimal point, or none. */
export function withPoint(cell: string): number {
  const text = cell.trim();
  if (POINT.test(text)) return Number(text);
  return COMMA_GROUPS.test(text) ? Number(text.replaceAll(',', '')) : NaN;
}

function withComma(cell: string): number {
  const text = cell.trim();
  if (COMMA.test(text) || POINT_GROUPS.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  return POINT.test(text) ? Number(text) : NaN;
}
