import type { InPieces } from '../math/index.ts';
import { DataError } from './data-error.ts';
import { placeIn } from './place.ts';
import { MAX_ROWS, ROWS_IN_A_PIECE } from './table.ts';

/** What a list of JSON holds, or an object: the latter's are pairs of name and value. */
export interface Items {
  readonly values: readonly unknown[];
  /** Where each begins in the text. */
  readonly starts: readonly number[];
}

/** Long items make a piece too. */
const CHARACTERS_IN_A_PIECE = 262_144;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The items of a text that is one list or object, read in pieces, of a list at most 2,000: parsed at one go, a file of 8 MB would block the page.
 *
 * @param file  what to call it in a sentence
 * @throws DataError  with the line and column of the item at fault, or of what stands after the list
 */
export function* itemsOf(text: string, file: string | undefined): InPieces<Items> {
  const values: unknown[] = [];
  const starts: number[] = [];
  const fault = (offset: number): DataError => new DataError('src', { key: 'notJson', file, place: placeIn(text, offset) });
  /** Ends of items that are not parsed yet. */
  let ends: number[] = [];
  const parse = (): void => {
    const from = starts.length - ends.length;
    if (ends.length === 0) return;
    try {
      values.push(...itemsIn(text.slice(starts[from], ends[ends.length - 1])));
    } catch {
      throw fault(starts[from + ends.findIndex((end, i) => !isFair(() => itemsIn(text.slice(starts[from + i], end))))]);
    }
    ends = [];
  };
  const opening = text.search(/\S/);
  if (!'[{'.includes(text[opening] ?? 'none')) throw fault(Math.max(0, opening));
  let start = opening + 1;
  const isList = text[opening] === '[';
  const itemsIn = (inner: string): readonly unknown[] => (isList ? (JSON.parse(`[${inner}]`) as unknown[]) : Object.entries(JSON.parse(`{${inner}}`) as object));
  const close = isList ? 0x5d : 0x7d;
  const most = isList ? ROWS_IN_A_PIECE : 1;
  let depth = 0;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) throw fault(text.length);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 0x5b || code === 0x7b) depth++;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
    else if (depth === 0 && (code === 0x2c || code === close)) {
      const first = start + text.slice(start, at).search(/\S/);
      const isBlank = first < start;
      // An empty list is one; an empty place between commas is none.
      if (!isBlank) {
        starts.push(first);
        ends.push(at);
      } else if (code === 0x2c || starts.length > 0) throw fault(at);
      if (starts.length > MAX_ROWS + 1) throw new DataError('src', { key: 'tooManyRows', most: MAX_ROWS });
      start = at + 1;
      if (code === close) break;
      if (ends.length === most || at - starts[starts.length - ends.length] > CHARACTERS_IN_A_PIECE) {
        parse();
        yield;
      }
    }
  }
  parse();
  const after = text.slice(start).search(/\S/);
  if (after >= 0) throw fault(start + after);
  return { values, starts };
}

function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

function isFair(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
