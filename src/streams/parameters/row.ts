import type { Place } from '../../math/index.ts';

/** What all rows of the table say of a parameter. */
interface Described<Kind extends string> {
  readonly kind: Kind;
  /** The name that an author writes in HTML; the property is the same in camel case. */
  readonly attribute: string;
  /** One line of Markdown for README's table and for editors; ranges, words and the default are told by the row itself. */
  readonly meaning: string;
  /** In words what holds when nobody says anything, where that depends on something else. */
  readonly otherwise?: string;
}

/** A number from `low` to `high`; what is outside is brought to the nearest that fits. */
export interface NumberRow extends Described<'number'> {
  readonly default: number;
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
}

/** A number, or the word for one that is found by rule; either may hold by default. */
export interface NumberOrRow<Word extends string = string> extends Described<'number-or'> {
  readonly word: Word;
  readonly default: Word | number;
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
}

/** Some whole numbers, for example the widths of layers: 1 to `most` of them, each from `low` to `high`. */
export interface NumbersRow extends Described<'numbers'> {
  readonly default: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly most: number;
}

/** One of some words. */
export interface WordRow<Word extends string = string> extends Described<'word'> {
  /** Undefined where none of them holds by default. */
  readonly default: Word | undefined;
  readonly words: readonly Word[];
}

/** Several words. */
export interface WordsRow<Word extends string = string> extends Described<'words'> {
  readonly default: undefined;
  /** Asked for anew each time: a page may add some. */
  readonly names: () => readonly Word[];
  /** Of none a list says something else than no list does; an empty list is not given when absent. */
  readonly hasEmpty?: true;
}

/** Of a number, both ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A word of a form that a function knows, for example `polynomial-3`. */
export interface FormRow<Word extends string = string> extends Described<'form'> {
  readonly default: Word;
  /** How such words look, for sentences and tables. */
  readonly forms: readonly string[];
  /** From where to where the N of a form goes. */
  readonly ranges?: Readonly<Record<string, Range>>;
  readonly accepts: (word: string) => boolean;
}

/** A law by its name, or one made from data. */
export interface LawRow<Data = unknown> extends Described<'law'> {
  readonly default: string;
  readonly names: () => readonly string[];
  readonly isData: (given: unknown) => given is Data;
  /** How other words look that stand for a law, for example `text:FM`: none when absent. */
  readonly forms?: readonly string[];
  readonly accepts?: (word: string) => boolean;
}

/** Places of points, as `0.5,-1; 2,0 @ 0.3` says them: coordinates, and after `@` the time, 0 when left out. */
export interface PlacesRow extends Described<'places'> {
  readonly default: undefined;
}

/** Yes or no. */
export interface FlagRow extends Described<'flag'> {
  readonly default: false;
}

/** Any text but an empty one, which is none; where it is an address, a URL as well. */
export interface TextRow extends Described<'text' | 'address'> {
  readonly default: undefined;
}

export type Row = NumberRow | NumberOrRow | NumbersRow | WordRow | WordsRow | FormRow | LawRow | PlacesRow | FlagRow | TextRow;
export type Rows = Readonly<Record<string, Row>>;

/** What a row's parameter may hold. */
export type Value<R> = R extends NumberRow ? number
  : R extends NumberOrRow<infer Word> ? number | Word
  : R extends NumbersRow ? readonly number[]
  : R extends WordRow<infer Word> ? Word
  : R extends WordsRow<infer Word> ? readonly Word[]
  : R extends FormRow<infer Word> ? Word
  : R extends LawRow<infer Data> ? string | Data
  : R extends PlacesRow ? readonly Place[]
  : R extends FlagRow ? boolean
  : R extends TextRow ? string
  : never;

/** Values of a table's parameters, by name. */
export type Values<Table extends Rows> = { readonly [Name in keyof Table]: Value<Table[Name]> };

/** What each parameter holds that nobody has set. */
export const defaultsOf = <Table extends Rows>(rows: Table): Values<Table> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.default])) as unknown as Values<Table>;
