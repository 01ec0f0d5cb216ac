import type { Saying } from '../../words/index.ts';
import type { Range } from './row.ts';

const THINGS = { symbol: 'a symbol', function: 'a function', bigint: 'a bigint', list: 'a list', emptyList: 'an empty list', object: 'an object' };

/** What was given, for a sentence: a text, to be quoted; a number as it is written; or what kind of thing it is. */
export type Shown = { readonly text: string } | { readonly written: string } | { readonly thing: keyof typeof THINGS };

const shown = (given: Exclude<Shown, { readonly thing: unknown }>): string => ('text' in given ? `"${given.text}"` : given.written);
const absent = (what: string, given: Shown): string => ('thing' in given ? `${first(given)} is not ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}` : `There is no ${what} ${shown(given)}`);
/** Begins a sentence. */
const first = (given: Shown): string => ('thing' in given ? THINGS[given.thing].replace('a', 'A') : shown(given));

interface Given {
  readonly given: Shown;
}
interface Named {
  readonly attribute: string;
  readonly known: readonly string[];
}

const withN = (form: string, { low, high }: Range): string => `${form} with N from ${low} to ${high}`;

/** What can be wrong with a parameter, in English: what was given, and what would be right. */
export const PARAMETER_SENTENCES = {
  unknownParameter: ({ attribute, known }: Named) => `There is no parameter "${attribute}"; there are ${known.join(', ')}.`,
  notANumber: ({ given, low, high }: Given & Range) => `${first(given)} is not a number from ${low} to ${high}.`,
  notANumberOrWord: ({ given, low, high, word }: Given & Range & { word: string }) => `${first(given)} is neither a number from ${low} to ${high} nor "${word}".`,
  notNumbers: ({ given, low, high, most }: Given & Range & { most: number }) => `${first(given)} is not a list of 1 to ${most} whole numbers from ${low} to ${high}.`,
  unknownWord: ({ given, attribute, known, ranges }: Given & Named & { ranges?: Readonly<Record<string, Range>> }) =>
    `${absent(attribute, given)}; there are ${known.map((form) => (ranges?.[form] ? withN(form, ranges[form]) : form)).join(', ')}.`,
  unlistedWord: ({ given, known }: Given & { known: readonly string[] }) => `${first(given)} is not known here; there are ${known.join(', ')}.`,
  notWords: ({ given, known }: Given & { known: readonly string[] }) => `${first(given)} is not a list of words; there are ${known.join(', ')}.`,
  unknownLaw: ({ given, known }: Given & { known: readonly string[] }) => `${absent('data set', given)}; there are ${known.join(', ')}.`,
  noClasses: ({ target, given }: { target: string; given: string }) => `The data "${target}" have no classes, so there is no "${given}" among them; name the column that holds them in condition-column.`,
  emptyClass: ({ given }: { given: string }) => `None of the points that stand for the data is of the class "${given}".`,
  unknownClass: ({ given, known }: { given: string; known: readonly string[] }) => `There is no class "${given}" in the data; there are ${known.join(', ')}.`,
  marginalClasses: ({ target }: { target: string }) => `A network is taught the classes of "${target}" by draws of the data, not by targets="marginal"; leave one of the two out.`,
  marginalUnknown: ({ coupling }: { coupling: string }) => `The exact velocity that targets="marginal" learns is known for coupling="independent" alone, and this flow has "${coupling}"; leave one of them out.`,
  notAText: ({ given }: Given) => `${first(given)} is not a text.`,
  unlikeDimensions: ({ source, target, dimensions: [a, b] }: { source: string; target: string; dimensions: readonly [number, number] }) =>
    `The source "${source}" has dimension ${a} and the target "${target}" ${b}; both must have the same.`,
  lawOfData: ({ attribute }: { attribute: string }) => `${attribute} is made from data, which this form does not hold; give its name.`,
  notParameters: () => 'Parameters are an object of names and values.',
  unknownModel: ({ name, known, numbered }: { name: string; known: readonly string[]; numbered: readonly (Range & { readonly kind: string })[] }) =>
    `There is no model "${name}"; there are ${[...known, ...numbered.map(({ kind, ...range }) => withN(`${kind}-N`, range))].join(', ')}.`,
  notAStep: ({ given, high }: Given & Pick<Range, 'high'>) => `${first(given)} is not a step of a training; steps are whole numbers from 0 to ${high}.`,
  noWayBack: ({ solver }: { solver: string }) => `"${solver}" makes paths by chance, which have no way back; take another solver.`,
  notPlaces: ({ given }: Given) => `${first(given)} is not a point; write coordinates, such as "1,-1; 2,0", and "1,-1 @ 1" for one at t = 1.`,
  notATime: ({ t }: { t: number }) => `t = ${t} is not a time of a point; times go from 0 to 1.`,
  noPoints: () => 'Points are finite coordinates, at least those of one point; there are none.',
  notAPoint: ({ place, coordinate }: { place: number; coordinate: string }) =>
    `Points are finite coordinates, at least those of one point; number ${place} is ${coordinate}.`,
  unevenPoints: ({ coordinates, most, dimension }: { coordinates: number; most: number; dimension: number }) =>
    `${coordinates} coordinates are not 1 to ${most} points of ${dimension} each.`,
  tooManyAtOnce: ({ solver, most, count }: { solver: string; most: number; count: number }) =>
    `"${solver}" carries at most ${most} points, and ${count} are asked for; take fewer, or another solver.`,
  noScore: ({ solver, source }: { solver: string; source: string }) =>
    `"${solver}" needs a score, which a learned field has for source="gaussian" alone, and this flow has "${source}"; take another solver.`,
};

export type ParameterSaying = Saying<typeof PARAMETER_SENTENCES>;
