import type { Reading } from '../../src/figures/index.ts';
import type { Speech } from './speech.ts';

type Conversions = Extract<Reading, { readonly key: 'predictions' }>['conversions'];
type Name = Conversions[number]['from'];

/** Times at which the ends are told to be. */
export interface Ends {
  readonly source: number;
  readonly data: number;
}

export const DATA_AT_1: Ends = { source: 0, data: 1 };

export const PREDICTIONS: readonly Name[] = ['data', 'noise', 'velocity', 'score'];

/** As the lecture writes them, in every language. */
export const symbolsOf = ({ source, data }: Ends): Readonly<Record<Name, string>> => ({ data: `x̂${'₀₁'[data]}`, noise: `x̂${'₀₁'[source]}`, velocity: 'v', score: 'score' });

/** `v = 2 x̂₁ − 2 x = 2 x − 2 x̂₀; x̂₁ = x + 0.5 v; x̂₀ = x − 0.5 v`: the velocity from each other prediction, and each from the velocity. */
export function equations(conversions: Conversions, symbols: Readonly<Record<Name, string>>, number: (value: number, digits: number) => string): string {
  const term = (factor: number, symbol: string): string => {
    const size = number(Math.abs(factor), 2);
    return size === number(0, 2) ? '' : `${factor < 0 ? '−' : '+'} ${size === number(1, 2) ? '' : `${size} `}${symbol}`;
  };
  const side = ({ from, by }: Conversions[number]): string[] => {
    if (!by) return [];
    const sum = [term(by.place, 'x'), term(by.given, symbols[from])].filter(Boolean).join(' ');
    return [sum.replace(/^\+ /, '').replace(/^− /, '−') || '0'];
  };
  return PREDICTIONS.flatMap((to) => {
    const sides = conversions.filter((one) => one.to === to && (to === 'velocity' || one.from === 'velocity')).flatMap(side);
    return sides.length > 0 ? [[symbols[to], ...sides].join(' = ')] : [];
  }).join('; ');
}

/**
 * Coordinates with two digits after the point, `(0.50, −1.25)`; apart by semicolons where numbers have commas. One alone stands by itself.
 *
 * @param semicolon  as the language sets it
 */
export const vectorOf = (number: Speech['number'], semicolon = '; ') => (values: readonly number[]): string =>
  (values.length === 1 ? number(values[0], 2) : `(${values.map((value) => number(value, 2)).join(number(0.5, 1).includes(',') ? semicolon : ', ')})`);
