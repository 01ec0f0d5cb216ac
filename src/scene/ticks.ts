/** Digits after the point that a number is written with at most. */
const MOST_DECIMALS = 20;
/** Powers of ten above it are rounded, and their multiples once more. */
const LARGEST_EXACT = 1e22;
/** Digits of a number that are not noise of binary fractions. */
const TIDY_DIGITS = 15;
/** Outside, the digits of the largest tick of an axis have no room beside it. */
const WRITTEN_OUT = { from: 1e-4, below: 1e6 };
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Round numbers within [lower, upper], about `wanted` of them, ascending. */
export function roundTicks(lower: number, upper: number, wanted: number): number[] {
  const span = upper - lower;
  if (!(span > 0) || !Number.isFinite(span) || !(wanted > 0)) return [];
  // The round step next to the ideal one in ratio: stepping down at sqrt(2) times 1, 2 or 5.
  const step = roundDown((span / wanted) * Math.SQRT2);
  // A part of the smallest of all numbers is 0.
  if (!(step > 0)) return [];
  const first = Math.ceil(lower / step - 1e-9);
  const last = Math.floor(upper / step + 1e-9);
  // Whole steps and a decimal rounding keep 0.1 + 0.2 from showing as 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const tidy = digits > MOST_DECIMALS || step > LARGEST_EXACT ? (tick: number) => tick.toPrecision(TIDY_DIGITS) : (tick: number) => tick.toFixed(digits);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(tidy((first + i) * step)) + 0);
}

/** The largest of 1, 2 and 5 times a power of ten that is not above `value`; `value` above 0. */
export function roundDown(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const part = value / 10 ** exponent + 1e-9;
  const round = part >= 5 ? 5 : part >= 2 ? 2 : 1;
  // A decimal is read exactly where multiplication by 0.01 is not exact, and where 1e310 overflows.
  return Number(`${round}e${exponent}`);
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the reader's language writes it, with exactly so many digits after the point. */
export function formatNumber(value: number, digits: number, locale?: string): string {
  const key = `${locale ?? ''}/${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'min2' as const };
    try {
      format = new Intl.NumberFormat(locale, options);
    } catch {
      // A page may carry a lang that is no language tag.
      format = new Intl.NumberFormat(undefined, options);
    }
    formats.set(key, format);
  }
  return format.format(value).replace('-', '\u2212');
}

/** Ticks of one axis as text, all with the digits that the finest of them needs; where the largest is far from 1, as parts of its power of ten. */
export function formatTicks(ticks: readonly number[], locale?: string): string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const isWrittenOut = largest === 0 || (largest >= WRITTEN_OUT.from && largest < WRITTEN_OUT.below) || !Number.isFinite(largest);
  if (isWrittenOut) return formatAlike(ticks, locale);
  const exponent = Number(largest.toExponential().split('e')[1]);
  const parts = formatAlike(ticks.map((tick) => shifted(tick, -exponent)), locale).map((part, i) => (ticks[i] === 0 ? formatNumber(0, 0, locale) : `${part}·${powerOfTen(exponent)}`));
  // Ticks that are close together far from 0 have as many digits as parts.
  const whole = formatAlike(ticks, locale);
  return longestOf(parts) < longestOf(whole) ? parts : whole;
}

/** `10⁻⁵`; for exponents 0 and 1 the numbers 1 and 10. */
export const powerOfTen = (exponent: number): string =>
  exponent === 0 ? '1' : exponent === 1 ? '10' : `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join('')}`;

const longestOf = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));

function formatAlike(numbers: readonly number[], locale: string | undefined): string[] {
  const digits = Math.min(MOST_DECIMALS, Math.max(0, ...numbers.map(decimals)));
  return numbers.map((number) => formatNumber(number, digits, locale));
}

/** Times a power of ten, in decimals: a product would be rounded, and 1e310 overflows. */
function shifted(value: number, by: number): number {
  const [mantissa, exponent] = value.toExponential().split('e');
  return Number(`${mantissa}e${Number(exponent) + by}`);
}

function decimals(value: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}
