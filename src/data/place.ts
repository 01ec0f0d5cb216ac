const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Where something stands in a text, for a sentence: `line 3, column 7`, both counted from 1 as editors do. */
export function placeIn(text: string, offset: number): string {
  const { line, column } = lineAndColumn(text, offset);
  return `line ${line}, column ${column}`;
}

/** `line 3`. */
export const lineIn = (text: string, offset: number): string => `line ${lineAndColumn(text, offset).line}`;

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
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
