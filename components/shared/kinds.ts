import type { ReactiveElement } from 'lit';
import type { Problem } from './problem.ts';

/** What a property may hold. Frameworks and scripts assign anything: nothing is asked of a value but what it is. */
export interface Kind {
  /** @returns what is wrong, as the first words of a sentence; undefined for a value that can be used */
  wrong(given: unknown): string | undefined;
  /** Brings another form of the same value into the one that is used. */
  readonly read?: (given: unknown) => unknown;
}

/** Kinds by property. */
export type Kinds = Readonly<Record<string, Kind>>;

const NAMES: Readonly<Partial<Record<string, string>>> = { symbol: 'A symbol', function: 'A function', bigint: 'A bigint', undefined: 'Nothing' };
/** Longer ones are cut. */
const MOST_CHARACTERS = 60;

export const shorten = (words: string, most = MOST_CHARACTERS): string => (words.length > most ? `${words.slice(0, most)}…` : words);

/** A value in a sentence. It is never asked for its text, which objects make by code of their own. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return `"${shorten(value)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return NAMES[typeof value] ?? (Array.isArray(value) ? 'A list' : 'An object');
}

/** @param what  it should be */
export const not = (what: string) => (given: unknown): string => `${inWords(given)} is not ${what}.`;
const isUrl = (given: unknown): given is URL => given instanceof URL;

export const text: Kind = { wrong: (given) => (typeof given === 'string' ? undefined : not('a text')(given)) };

/** An empty one names nothing. */
export const address: Kind = { wrong: (given) => (isUrl(given) ? undefined : text.wrong(given)), read: (given) => (isUrl(given) ? given.href : given) };

/** NaN and what is out of range are brought right by whoever takes the number. */
export const number: Kind = {
  wrong: (given) => (typeof given === 'number' || isNumeral(given) ? undefined : not('a number')(given)),
  read: Number,
};

export const numberOr = (word: string): Kind => ({
  wrong: (given) => (given === word || number.wrong(given) === undefined ? undefined : not(`a number or ${word}`)(given)),
  read: (given) => (given === word ? word : Number(given)),
});

function isNumeral(given: unknown): boolean {
  return typeof given === 'string' && given.trim() !== '' && !Number.isNaN(Number(given));
}

export const oneOf = (known: readonly string[]): Kind => ({
  wrong: (given) => text.wrong(given) ?? (known.includes(given as string) ? undefined : `${inWords(given)} is not known here; there are ${known.join(', ')}.`),
});

export const listOf = (member: Kind, what: string): Kind => ({
  wrong(given) {
    if (!Array.isArray(given)) return not(what)(given);
    for (const one of given as unknown[]) {
      const wrong = member.wrong(one);
      if (wrong) return wrong;
    }
    return undefined;
  },
  read: (given) => (member.read ? (given as unknown[]).map(member.read) : given),
});

/** Reads an attribute that holds a number: what is none stays as it was written, so that it can be said. */
export const numeral = {
  fromAttribute: (written: string | null): number | string | undefined =>
    written === null || written.trim() === '' ? undefined : isNumeral(written) ? Number(written) : written,
};

/** Reads an attribute that holds several numbers, as {@link numeral} reads one. */
export const numerals = {
  fromAttribute: (written: string | null): unknown[] | undefined => written?.split(/[\s,]+/).filter(Boolean).map(numeral.fromAttribute),
};

/** Reads an attribute that holds several words. */
export const words = { fromAttribute: (written: string | null): string[] | undefined => written?.split(/\s+/).filter(Boolean) };

/**
 * The properties of an element that can be used, and what is wrong with the first of the others. What is null, undefined or an empty
 * address is not given.
 */
export function readProperties<T extends ReactiveElement>(element: T, kinds: Kinds): { given: Partial<T>; wrong?: Problem } {
  const given: Record<string, unknown> = {};
  let problem: Problem | undefined;
  for (const [name, kind] of Object.entries(kinds)) {
    const value = (element as Record<string, unknown>)[name];
    if (value === null || value === undefined || (kind === address && value === '')) continue;
    const message = kind.wrong(value);
    if (message === undefined) given[name] = kind.read ? kind.read(value) : value;
    else problem ??= { code: 'choice', attribute: attributeOf(element, name), message };
  }
  return { given: given as Partial<T>, ...(problem && { wrong: problem }) };
}

function attributeOf(element: ReactiveElement, name: string): string {
  const { attribute } = (element.constructor as typeof ReactiveElement).getPropertyOptions(name);
  return typeof attribute === 'string' ? attribute : name.toLowerCase();
}
