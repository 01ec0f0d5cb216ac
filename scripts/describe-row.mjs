/** A parameter's row in words and types: for README's tables and for the manifest. */

/** @typedef {import('fm-elements/streams').Row} Row */

const SMALLEST_WRITTEN_OUT = 1e-3;

/** @param {number} value */
const numeral = (value) => (value !== 0 && Math.abs(value) < SMALLEST_WRITTEN_OUT ? value.toExponential() : value.toLocaleString('en-US'));
/** @param {string} text */
const code = (text) => `\`${text}\``;
/** @param {string} text */
const quoted = (text) => JSON.stringify(text);

/** @param {Row} row the words it knows, where there are few enough to be listed @returns {readonly string[]} */
function wordsOf(row) {
  return row.kind === 'word' ? row.words : row.kind === 'words' ? row.names() : row.kind === 'form' ? row.forms : [];
}

/** @param {Row} row @returns {string | undefined} */
function rangeOf(row) {
  if (row.kind !== 'number' && row.kind !== 'number-or' && row.kind !== 'numbers') return undefined;
  const range = `${numeral(row.low)}..${numeral(row.high)}`;
  return row.kind === 'numbers' ? `up to ${row.most} of ${range}` : range;
}

/** @param {Row} row one line of Markdown: its meaning, with the words or the range that it takes */
export function meaningOf(row) {
  const words = wordsOf(row).map(code);
  const isSaid = words.every((word) => row.meaning.includes(word));
  const meaning = isSaid ? row.meaning : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}: ${row.meaning}`;
  const range = rangeOf(row);
  if (range === undefined) return meaning;
  const [what, ...rest] = meaning.split(';');
  return [`${what}, ${range}`, ...rest].join(';');
}

/** @param {Row} row Markdown: what holds when nobody says anything */
export function defaultOf(row) {
  if (row.otherwise !== undefined) return row.otherwise;
  return row.default === undefined || row.default === false ? '' : code(String(row.default));
}

/** @param {Row} row the TypeScript type of its property */
export function typeOf(row) {
  switch (row.kind) {
    case 'number': return 'number';
    case 'number-or': return `number | ${quoted(row.word)}`;
    case 'numbers': return 'readonly number[]';
    case 'word': return row.words.map(quoted).join(' | ');
    case 'words': return `readonly (${row.names().map(quoted).join(' | ')})[]`;
    case 'form': return row.forms.map((form) => (/[- ]N$/.test(form) ? `\`${form.slice(0, -1)}\${number}\`` : quoted(form))).join(' | ');
    case 'law': return 'string | Dataset';
    case 'places': return 'readonly { readonly x: readonly number[]; readonly t: number }[]';
    case 'flag': return 'boolean';
    case 'text': case 'address': return 'string';
  }
}
