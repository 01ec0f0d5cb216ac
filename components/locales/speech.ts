import { formatNumber } from '../../src/scene/index.ts';

/** How an amount of things is called: `one` thing, `other` things, and what else the language tells apart (`Intl.PluralRules`). */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }>;

/** What a language's sentences are made with. */
export interface Speech {
  /** A number with so many digits after the point; none when left out. */
  number(value: number, digits?: number): string;
  /** A number with all the digits that it has. */
  whole(value: number): string;
  /** A number as a power of ten where it is far from 1: `0.1`, `5.34·10⁻⁵`. */
  power(value: number): string;
  /** A number to three digits, as a power of ten where it is far from 1. */
  significant(value: number): string;
  /** A number with so many digits after the point; to three digits where those would not tell it from nothing. */
  amount(value: number, digits: number): string;
  /** `1 point`, `12 points`. */
  counted(count: number, forms: Forms): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
  /** `a, b or c`. */
  or(items: readonly string[]): string;
}

/** Digits of a number in a sentence that are not noise of binary fractions. */
const MOST_DIGITS = 15;

/**
 * @param language  of the words: its plurals and lists
 * @param locale  of the page: numbers are written as it writes them, also where the words are in another language
 */
export function speechOf(language: string, locale: string | undefined): Speech {
  const plural = new Intl.PluralRules(language);
  const lists = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(language, { type, style: 'long' });
  const [conjunction, disjunction] = [lists('conjunction'), lists('disjunction')];
  // What rounds to nothing has no sign.
  const number = (value: number, digits = 0): string => formatNumber(Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value, digits, locale);
  const power = (value: number, digits?: number): string => {
    const [mantissa, exponent] = value.toExponential(digits).split('e');
    const ten = `10${raised(exponent)}`;
    return Number(mantissa) === 1 ? ten : `${number(Number(mantissa), decimals(Number(mantissa)))}·${ten}`;
  };
  const isNear = (value: number): boolean => value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
  const significant = (value: number): string => (isNear(value) ? number(value, decimals(Number(value.toPrecision(3)))) : power(value, 2));
  return {
    number,
    whole: (value) => number(value, decimals(value)),
    power: (value) => (isNear(value) ? number(value, decimals(value)) : power(value)),
    significant,
    amount: (value, digits) => (Math.abs(value) < 10 ** (1 - digits) ? significant(value) : number(value, digits)),
    counted: (count, forms) => `${number(count)} ${forms[plural.select(count)] ?? forms.other}`,
    and: (items) => conjunction.format(items),
    or: (items) => disjunction.format(items),
  };
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** @param exponent  such as `-5` or `+12` */
const raised = (exponent: string): string => exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, (digit) => RAISED[Number(digit)]);

function decimals(value: number): number {
  const [mantissa, exponent = '0'] = String(Number(value.toPrecision(MOST_DIGITS))).split('e');
  return Math.min(20, Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)));
}
