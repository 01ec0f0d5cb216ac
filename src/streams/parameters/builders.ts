import type { FlagRow, FormRow, LawRow, NumberOrRow, NumberRow, NumbersRow, PlacesRow, TextRow, WordRow, WordsRow } from './row.ts';

type Given<R> = Omit<R, 'kind' | 'attribute' | 'meaning'>;

/** A row by its attribute, its meaning, and what its kind asks for; of words the first is the default. */
export const number = (attribute: string, meaning: string, rest: Given<NumberRow>): NumberRow => ({ kind: 'number', attribute, meaning, ...rest });
export const numberOr = <Word extends string>(attribute: string, meaning: string, rest: Given<NumberOrRow<Word>>): NumberOrRow<Word> => ({
  kind: 'number-or', attribute, meaning, ...rest,
});
export const numbers = (attribute: string, meaning: string, rest: Given<NumbersRow>): NumbersRow => ({ kind: 'numbers', attribute, meaning, ...rest });
export const word = <Word extends string>(attribute: string, meaning: string, words: readonly Word[]): WordRow<Word> => ({
  kind: 'word', attribute, meaning, words, default: words[0],
});
/** One of some words, or none of them. */
export const wordOrNone = <Word extends string>(attribute: string, meaning: string, words: readonly Word[], otherwise: string): WordRow<Word> => ({
  ...word(attribute, meaning, words), default: undefined, otherwise,
});
export const words = <Word extends string>(attribute: string, meaning: string, names: () => readonly Word[], otherwise: string): WordsRow<Word> => ({
  kind: 'words', attribute, meaning, names, default: undefined, otherwise,
});
export const form = <Word extends string>(attribute: string, meaning: string, rest: Given<FormRow<Word>>): FormRow<Word> => ({ kind: 'form', attribute, meaning, ...rest });
export const law = <Data>(attribute: string, meaning: string, rest: Given<LawRow<Data>>): LawRow<Data> => ({ kind: 'law', attribute, meaning, ...rest });
export const places = (attribute: string, meaning: string): PlacesRow => ({ kind: 'places', attribute, meaning, default: undefined });
export const flag = (attribute: string, meaning: string): FlagRow => ({ kind: 'flag', attribute, meaning, default: false });
export const text = (attribute: string, meaning: string, otherwise?: string): TextRow => ({
  kind: 'text', attribute, meaning, default: undefined, ...(otherwise && { otherwise }),
});
export const address = (attribute: string, meaning: string): TextRow => ({ kind: 'address', attribute, meaning, default: undefined });
