import type { LitElement, PropertyDeclaration, PropertyDeclarations } from 'lit';
import { CLOUD, ParameterError, readValue, type Row, type Rows, type Value, type Values } from '../../src/streams/index.ts';
import { problemOf, type Problem } from './problem.ts';

/** A figure's own: its property tells the default when nobody has set it. What is a flow's others may have set, so that an element's property tells its own alone. */
type Own = { readonly isOwn: true };
export const own = <R extends Row>(row: R): R & Own => ({ ...row, isOwn: true });
const isOwn = (row: Row): boolean => row.kind === 'flag' || 'isOwn' in row;
type IsOwn<R> = R extends Own | { readonly kind: 'flag' } ? true : false;

/** The properties that come of a table of rows. */
export type Properties<Table extends Rows> =
  { [Name in keyof Table as IsOwn<Table[Name]> extends true ? Name : never]: Value<Table[Name]> } &
  { [Name in keyof Table as IsOwn<Table[Name]> extends true ? never : Name]?: Value<Table[Name]> };

/** What is none stays as it was written, so that it can be said. */
const numeral = (written: string): number | string => (Number.isNaN(Number(written)) ? written : Number(written));
const listOf = (written: string | null, separators: RegExp): string[] | undefined => written?.split(separators).filter(Boolean);

/** Coordinates, and after `@` their time. */
function placeOf(written: string): unknown {
  const [x, t = '0', ...rest] = written.split('@').map((part) => part.trim());
  const place = { x: x.split(/[\s,]+/).map(Number), t: Number(t) };
  return x && t && rest.length === 0 && [...place.x, place.t].every(Number.isFinite) ? place : written.trim();
}

/** How an attribute is read, by the kind of its row; those that are absent are texts. */
const FROM_ATTRIBUTE: Readonly<Partial<Record<Row['kind'], (written: string | null) => unknown>>> = {
  'number': (written) => (written?.trim() ? numeral(written) : undefined),
  'number-or': (written) => (written?.trim() ? numeral(written) : undefined),
  'numbers': (written) => listOf(written, /[\s,]+/)?.map(numeral),
  'words': (written) => listOf(written, /\s+/),
  'places': (written) => listOf(written, /;/)?.filter((one) => one.trim()).map(placeOf),
};

function declarationOf(row: Row): PropertyDeclaration {
  const fromAttribute = FROM_ATTRIBUTE[row.kind];
  return { attribute: row.attribute, ...(row.kind === 'flag' && { type: Boolean }), ...(isOwn(row) && { useDefault: true }), ...(fromAttribute && { converter: { fromAttribute } }) };
}

/** What Lit makes properties of. */
export const propertiesOf = (rows: Rows): PropertyDeclarations =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, declarationOf(row)]));

/** The defaults of a figure's own rows, as a fresh element has them. */
export const ownDefaults = (rows: Rows): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(rows).filter(([, row]) => isOwn(row)).map(([name, row]) => [name, row.default]));

/** Those of an element's values that belong to a table. */
export const pick = <Table extends Rows>(given: object, rows: Table): Partial<Values<Table>> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(rows, name))) as Partial<Values<Table>>;

/** Whether an author has said how a cloud is carried, which costs what is then told. */
export const asksForSteps = (given: object): boolean => Object.keys(pick(given, CLOUD)).some((name) => name !== 'count');

/** What is made of one property's value: nothing where it is none, or left as it was. */
export interface Said {
  readonly value?: unknown;
  /** What was brought into range, as a sentence for the console. */
  readonly note?: string;
  readonly problem?: Problem;
}

/** Frameworks and scripts assign anything: a property is read as its row asks. */
export function readProperty(row: Row, given: unknown): Said {
  try {
    return readValue(row, given);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    return { problem: problemOf(error, 'choice') };
  }
}

/** One row's value as an author writes it, as {@link readProperty} reads it. */
export const readAttribute = (row: Row, written: string): Said => readProperty(row, (FROM_ATTRIBUTE[row.kind] ?? String)(written));

/** What all properties of an element say. */
export interface AllSaid<T> {
  /** Those that can be used, in range. */
  readonly given: Partial<T>;
  readonly notes: readonly string[];
  /** What is wrong, by property. */
  readonly wrong: ReadonlyMap<string, Problem>;
}

/** {@link readProperty} for each row; what is null, undefined or an empty text is not given. */
export function readProperties<T extends LitElement>(element: T, rows: Rows): AllSaid<T> {
  const given: Record<string, unknown> = {};
  const notes: string[] = [];
  const wrong = new Map<string, Problem>();
  for (const [name, row] of Object.entries(rows)) {
    const { value, note, problem } = readProperty(row, (element as Record<string, unknown>)[name]);
    if (value !== undefined) given[name] = value;
    if (note) notes.push(note);
    if (problem) wrong.set(name, problem);
  }
  return { given: given as Partial<T>, notes, wrong };
}
