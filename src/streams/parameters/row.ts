/** What all rows of the table say of a parameter. */
interface Described<Kind extends string> {
  readonly kind: Kind;
  /** The name that an author writes in HTML; the property is the same in camel case. */
  readonly attribute: string;
  /** One line of Markdown for README's table and for editors; ranges, words and the default are told by the row itself. */
  readonly meaning: string;
}

/** A number from `low` to `high`; what is outside is brought to the nearest that fits. */
export interface NumberRow extends Described<'number'> {
  readonly default: number;
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
  readonly default: Word;
  readonly words: readonly Word[];
}

/** A word of a form that a function knows, for example `polynomial-3`. */
export interface FormRow<Word extends string = string> extends Described<'form'> {
  readonly default: Word;
  /** How such words look, for sentences and tables. */
  readonly forms: readonly string[];
  readonly accepts: (word: string) => boolean;
}

/** A law by its name, or one made from data. */
export interface LawRow<Data = unknown> extends Described<'law'> {
  readonly default: string;
  readonly names: () => readonly string[];
  readonly isData: (given: unknown) => given is Data;
}

export type Row = NumberRow | NumbersRow | WordRow | FormRow | LawRow;
export type Rows = Readonly<Record<string, Row>>;

/** What a row's parameter may hold. */
export type Value<R> = R extends NumberRow ? number
  : R extends NumbersRow ? readonly number[]
  : R extends { readonly kind: 'word' | 'form'; readonly default: infer Word extends string } ? (R extends WordRow<infer Known> ? Known : Word)
  : R extends LawRow<infer Data> ? string | Data
  : never;

/** Values of a table's parameters, by name. */
export type Values<Table extends Rows> = { readonly [Name in keyof Table]: Value<Table[Name]> };

/** What each parameter holds that nobody has set. */
export const defaultsOf = <Table extends Rows>(rows: Table): Values<Table> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.default])) as unknown as Values<Table>;

type Given<R> = Omit<R, 'kind' | 'attribute' | 'meaning'>;

/** A row by its attribute, its meaning, and what its kind asks for; of words the first is the default. */
export const number = (attribute: string, meaning: string, rest: Given<NumberRow>): NumberRow => ({ kind: 'number', attribute, meaning, ...rest });
export const numbers = (attribute: string, meaning: string, rest: Given<NumbersRow>): NumbersRow => ({ kind: 'numbers', attribute, meaning, ...rest });
export const word = <Word extends string>(attribute: string, meaning: string, words: readonly Word[]): WordRow<Word> => ({
  kind: 'word', attribute, meaning, words, default: words[0],
});
export const form = <Word extends string>(attribute: string, meaning: string, rest: Given<FormRow<Word>>): FormRow<Word> => ({ kind: 'form', attribute, meaning, ...rest });
export const law = <Data>(attribute: string, meaning: string, rest: Given<LawRow<Data>>): LawRow<Data> => ({ kind: 'law', attribute, meaning, ...rest });
