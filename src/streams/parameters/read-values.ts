import type { Place } from '../../math/index.ts';
import { ParameterError } from './parameter-error.ts';
import type { FormRow, LawRow, NumberOrRow, NumberRow, NumbersRow, PlacesRow, Row, Rows, TextRow, Values, WordRow, WordsRow } from './row.ts';
import type { Shown } from './sentences.ts';

/** What a row makes of a value: nothing when it leaves it as it was. */
export interface Reading {
  readonly value?: unknown;
  /** What was altered, as a sentence for the console. */
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
    if (!Object.hasOwn(rows, name)) throw new ParameterError(name, { key: 'unknownParameter', attribute: name, known: Object.keys(rows) });
    const { value: read, note } = readValue(rows[name], value);
    if (read !== undefined) taken[name] = read;
    if (note) notes.push(note);
  }
  return { taken: taken as Partial<Values<Table>>, notes };
}

/** One row's part of {@link readValues}. @throws ParameterError */
export function readValue(row: Row, given: unknown): Reading {
  if (given === undefined || given === null) return {};
  switch (row.kind) {
    case 'number': return readNumber(row, given);
    case 'number-or': return given === row.word ? { value: given } : readNumber(row, given);
    case 'numbers': return readNumbers(row, given);
    case 'word': return readWord(row, given, row.words, row.words.includes(given as string));
    case 'words': return readWords(row, given);
    case 'form': return readWord(row, given, row.forms, typeof given === 'string' && row.accepts(given));
    case 'law': return readLaw(row, given);
    case 'places': return readPlaces(row, given);
    case 'flag': return { value: Boolean(given) };
    case 'text': case 'address': return readText(row, given);
  }
}

function readNumber(row: NumberRow | NumberOrRow, written: unknown): Reading {
  const { attribute, low, high, isWhole } = row;
  const given = toNumber(written);
  if (given === undefined) {
    const range = { given: shown(written), low, high };
    throw new ParameterError(attribute, row.kind === 'number' ? { key: 'notANumber', ...range } : { key: 'notANumberOrWord', ...range, word: row.word });
  }
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
  const all: readonly unknown[] = Array.isArray(given) ? given : [];
  if (all.length === 0) throw new ParameterError(attribute, { key: 'notNumbers', given: shown(given), low, high, most });
  const widths = all.map(toNumber);
  const wrong = widths.findIndex((width) => width === undefined || Number.isNaN(width));
  if (wrong >= 0) throw new ParameterError(attribute, { key: 'notANumber', given: shown(all[wrong]), low, high });
  const value = (widths as number[]).slice(0, most).map((one) => clamp(one, low, high, true));
  const range = `1 to ${most} whole numbers from ${low} to ${high}`;
  return value.join() === widths.join() ? { value } : { value, note: `${attribute} = ${widths.join()} is not ${range}; ${value.join()} is used.` };
}

function readWord(row: WordRow | FormRow, given: unknown, known: readonly string[], isKnown: boolean): Reading {
  if (isKnown) return { value: given };
  const { attribute } = row;
  throw new ParameterError(attribute, { key: 'unknownWord', given: shown(given), attribute, known, ...('ranges' in row && { ranges: row.ranges }) });
}

function readWords(row: WordsRow, given: unknown): Reading {
  const known = row.names();
  if (!Array.isArray(given)) throw new ParameterError(row.attribute, { key: 'notWords', given: shown(given), known });
  const wrong = (given as unknown[]).find((one) => !known.includes(one as string));
  if (wrong !== undefined) throw new ParameterError(row.attribute, { key: 'unlistedWord', given: shown(wrong), known });
  return given.length > 0 || row.hasEmpty ? { value: given } : {};
}

/** A name is looked up by whoever makes laws of it. */
function readLaw({ attribute, names, isData, forms = [], accepts }: LawRow, given: unknown): Reading {
  if (isData(given) || (typeof given === 'string' && (names().includes(given) || accepts?.(given)))) return { value: given };
  throw new ParameterError(attribute, { key: 'unknownLaw', given: shown(given), known: [...names(), ...forms] });
}

/** Coordinates alone stand at t = 0. */
function readPlaces({ attribute }: PlacesRow, given: unknown): Reading {
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  return { value: all.map((one): Place => {
    const place = placeIn(one);
    if (!place) throw new ParameterError(attribute, { key: 'notPlaces', given: shown(one) });
    if (!(place.t >= 0 && place.t <= 1)) throw new ParameterError(attribute, { key: 'notATime', t: place.t });
    return place;
  }) };
}

/** At whatever time; undefined for what is no place, or throws when it is looked at. */
function placeIn(given: unknown): Place | undefined {
  try {
    const { x, t = 0 } = (Array.isArray(given) ? { x: given } : (given ?? {})) as { readonly x?: unknown; readonly t?: unknown };
    const isPlace = Array.isArray(x) && x.length > 0 && x.every(Number.isFinite) && typeof t === 'number' && Number.isFinite(t);
    return isPlace ? { x: [...(x as number[])], t } : undefined;
  } catch {
    return undefined;
  }
}

function readText({ kind, attribute }: TextRow, given: unknown): Reading {
  const written = kind === 'address' && given instanceof URL ? given.href : given;
  if (typeof written !== 'string') throw new ParameterError(attribute, { key: 'notAText', given: shown(given) });
  return written === '' ? {} : { value: written };
}

function clamp(given: number, low: number, high: number, isWhole: boolean): number {
  return Math.min(high, Math.max(low, isWhole ? Math.round(given) : given));
}

const MOST_CHARACTERS = 60;

/** A value in a sentence; it is never asked for its text, which objects make by code of their own. */
function shown(value: unknown): Shown {
  if (typeof value === 'string') return { text: value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value };
  if (typeof value === 'number' || typeof value === 'boolean') return { written: String(value) };
  if (Array.isArray(value)) return { thing: value.length === 0 ? 'emptyList' : 'list' };
  return { thing: typeof value as 'symbol' | 'function' | 'bigint' | 'object' };
}
