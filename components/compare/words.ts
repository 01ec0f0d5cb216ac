import { CLOUD, defaultsOf, type CloudOptions } from '../../src/streams/index.ts';
import type { CloudSteps, Words } from '../locales/index.ts';
import type { Given } from '../shared/compared.ts';
import type { Variant } from './comparison-values.ts';

/** What names are made of; of a solver that is compared with its steps, tolerance or noise, all of these. */
export type Called = Pick<Variant, 'attribute' | 'value'> & { readonly cloud?: CloudSteps };

/** What is said of a comparison, in one language. */
export interface ComparisonWords {
  /** What a variant is called: its row and value, in words where they are ours, else as they are written. */
  name(variant: Called): string;
  /** What a sighted reader sees of all. */
  picture(names: readonly string[], t: number): string;
  /** Of a variant whose network has learned nothing yet. */
  readonly untrained: string;
  /** More values are named than are shown. */
  more(named: number, most: number): string;
}

const VALUES: Readonly<Record<string, string>> = { ot: 'optimal transport', sinkhorn: 'entropic transport', both: 'exact and learned', auto: 'automatic' };

/** A coupling may be followed by the pairs that it makes at a time, or by its epsilon. */
const valueInWords = (attribute: string, value: string): string => {
  const [name, size] = attribute === 'coupling' ? value.split(' ') : [value];
  return `${VALUES[name] ?? name}${size === undefined ? '' : name === 'ot' ? `, ${size} at a time` : `, epsilon ${size}`}`;
};

/** English stands here, and not with all other words: pages that compare nothing do not load it. */
export const englishComparison = ({ number, sampler }: Pick<Words, 'number' | 'sampler'>): ComparisonWords => ({
  name: ({ attribute, value, cloud }) => (attribute === 'checkpoint' ? (value === 'last' ? 'latest step' : `step ${number(Number(value))}`) : cloud ? sampler.steps(cloud) : `${attribute.replaceAll('-', ' ')}: ${valueInWords(attribute, value)}`),
  picture: (names, t) => `Compared at t = ${number(t, 2)}: ${names.join('; ')}`,
  untrained: 'network not trained yet',
  more: (named, most) => `${number(named)} values are named, and the first ${number(most)} are shown.`,
});

/** Those of the language of the page. */
export const comparisonWords = (words: Words): ComparisonWords => words.comparison ?? englishComparison(words);

/** @param given  the values of its figure, its own included */
export function nameOf({ attribute, value, ofFigure }: Variant, given: Given, words: Words): string {
  const isCounted = 'solver' in ofFigure && Object.keys(ofFigure).length > 1;
  const cloud = { ...defaultsOf(CLOUD), ...given } as CloudOptions;
  return comparisonWords(words).name({ attribute, value, ...(isCounted && { cloud }) });
}
