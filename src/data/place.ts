import type { Place } from './sentences.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Where something stands in a text, for a sentence. */
export function placeIn(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    // Of a pair the second ends the line.
    if (code !== LINE_FEED && !(code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) continue;
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
