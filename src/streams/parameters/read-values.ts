import type { FormRow, LawRow, NumberRow, NumbersRow, Row, Rows, Values, WordRow } from './row.ts';

/** A parameter that cannot be used. The message is a sentence: what was given, and what would be right. */
export class ParameterError extends RangeError {
  override readonly name = 'ParameterError';
  /** The attribute that an author would change. */
  readonly attribute: string;

  constructor(attribute: string, message: string) {
    super(message);
    this.attribute = attribute;
  }
}

/** What a row makes of a value: nothing when it leaves it as it was. */
export interface Reading {
  readonly value?: unknown;
  /** What was altered, as a sentence. */
  readonly note?: string;
}

/**
 * Bring what is given into what the rows ask for. Numbers are clamped, and NaN is left out; null and undefined are not given.
 *
 * @returns what can be taken, and a sentence for each number that was altered
 * @throws ParameterError  for a name that no row has, a value of another kind, or a word that stands for nothing
 */
export function readValues<Table extends Rows>(rows: Table, given: Partial<Values<Table>>): { taken: Partial<Values<Table>>; notes: string[] } {
  const taken: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(rows, name)) throw new ParameterError(name, `There is no parameter "${name}"; there are ${Object.keys(rows).join(', ')}.`);
    if (value === undefined || value === null) continue;
    const { value: read, note } = readValue(rows[name], value);
    if (read !== undefined) taken[name] = read;
    if (note) notes.push(note);
  }
  return { taken: taken as Partial<Values<Table>>, notes };
}

/** One row's part of {@link readValues}. @throws ParameterError */
export function readValue(row: Row, given: unknown): Reading {
  switch (row.kind) {
    case 'number': return readNumber(row, given);
    case 'numbers': return readNumbers(row, given);
    case 'word': return readWord(row, given, row.words, row.words.includes(given as string));
    case 'form': return readWord(row, given, row.forms, typeof given === 'string' && row.accepts(given));
    case 'law': return readLaw(row, given);
  }
}

function readNumber({ attribute, low, high, isWhole }: NumberRow, written: unknown): Reading {
  const given = toNumber(written);
  if (given === undefined) throw new ParameterError(attribute, `${inWords(written)} is not a number from ${low} to ${high}.`);
  if (Number.isNaN(given)) return { note: `${attribute} = NaN is not a number from ${low} to ${high}; it is left as it was.` };
  const value = clamp(given, low, high, isWhole);
  return value === given ? { value } : { value, note: `${attribute} = ${given} is outside ${low} to ${high}${isWhole ? ', whole numbers' : ''}; ${value} is used.` };
}

/** Frameworks hand numbers over as they stand in HTML; undefined for what is none. */
function toNumber(written: unknown): number | undefined {
  if (typeof written === 'number') return written;
  const isNumeral = typeof written === 'string' && written.trim() !== '' && !Number.isNaN(Number(written));
  return isNumeral ? Number(written) : undefined;
}

function readNumbers({ attribute, low, high, most }: NumbersRow, given: unknown): Reading {
  const range = `1 to ${most} whole numbers from ${low} to ${high}`;
  const widths = Array.isArray(given) ? given.map(toNumber) : [];
  if (widths.length === 0 || !widths.every((one) => one !== undefined && !Number.isNaN(one))) {
    throw new ParameterError(attribute, `${inWords(given)} is not a list of ${range}.`);
  }
  const value = (widths as number[]).slice(0, most).map((one) => clamp(one, low, high, true));
  return value.join() === widths.join() ? { value } : { value, note: `${attribute} = ${widths.join()} is not ${range}; ${value.join()} is used.` };
}

function readWord({ attribute }: WordRow | FormRow, given: unknown, known: readonly string[], isKnown: boolean): Reading {
  if (isKnown) return { value: given };
  throw new ParameterError(attribute, `There is no ${attribute} ${inWords(given)}; there are ${known.join(', ')}.`);
}

/** A name is looked up by whoever makes laws of it. */
function readLaw({ attribute, names, isData }: LawRow, given: unknown): Reading {
  if (isData(given) || (typeof given === 'string' && names().includes(given))) return { value: given };
  throw new ParameterError(attribute, `There is no data set ${inWords(given)}; there are ${names().join(', ')}.`);
}

function clamp(given: number, low: number, high: number, isWhole: boolean): number {
  return Math.min(high, Math.max(low, isWhole ? Math.round(given) : given));
}

const MOST_CHARACTERS = 60;

/** A value in a sentence; it is never asked for its text, which objects make by code of their own. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
