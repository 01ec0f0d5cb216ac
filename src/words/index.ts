export { nearestWord } from './nearest-word.ts';

/**
 * English sentences by key. Each says one thing that can be wrong, from the values that it needs: what a folder of `src` has to say to the author
 * or the reader of a page stands in one such table, and in `components/locales/` in every other language.
 */
export type Sentences = Readonly<Record<string, (values: never) => string>>;

type ValuesOf<Sentence> = Sentence extends (values: infer Values extends object) => string ? Values : unknown;

/** What is said, as data: a key of the table with the values of its sentence. It can be posted and compared. */
export type Saying<Table extends Sentences> = { readonly [Key in keyof Table & string]: { readonly key: Key } & ValuesOf<Table[Key]> }[keyof Table & string];

/** The sentence in English. */
export const inEnglish = <Table extends Sentences>(table: Table, saying: Saying<Table>): string =>
  (table[saying.key] as unknown as (values: Saying<Table>) => string)(saying);

/** Why a training run ended. Here, where the page knows it as well as the worker: what a page loads never reaches `src/training`. */
export interface TrainingSaying {
  readonly key: 'diverged';
  /** The optimiser step at which the loss stopped being a number. */
  readonly step: number;
  /** The step whose network was kept. */
  readonly kept: number;
  readonly learningRate: number;
}
