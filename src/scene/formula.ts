import { toldTime, type Convention } from './convention.ts';
import type { Theme } from './theme.ts';
import { formatNumber } from './ticks.ts';

/** One piece of a formula: what MathML calls mi, mn, mo and mtext. A one-letter variable is set in italics. */
export interface FormulaPart {
  readonly kind: 'variable' | 'number' | 'operator' | 'text';
  readonly text: string;
  readonly subscript?: { readonly kind: 'variable' | 'number'; readonly text: string };
}

/** A line of mathematics as data, so that it can be set as MathML or spoken as text. */
export type Formula = readonly FormulaPart[];

export const variable = (text: string, subscript?: string | number): FormulaPart => ({
  kind: 'variable',
  text,
  ...(subscript !== undefined && {
    subscript: { kind: typeof subscript === 'number' ? 'number' : 'variable', text: String(subscript) },
  }),
});
export const operator = (text: string): FormulaPart => ({ kind: 'operator', text });
export const numeral = (text: string): FormulaPart => ({ kind: 'number', text });

/** v_t(x), the exact velocity, or v_theta(x), the network's. */
export const velocityFormula = (role: 'exact' | 'learned'): Formula => [variable('v', role === 'exact' ? 't' : 'θ'), operator('('), variable('x'), operator(')')];

/** What arrows show per unit of the time in which a figure runs, called by its name in the time that is told: its negative where that runs the other way. */
export const toldRate = (formula: Formula, convention: Convention | undefined): Formula => (convention === 'data-at-0' ? [operator('−'), ...formula] : formula);

/** The present time as figures write it, "t = 0.50". */
export const timeFormula = (t: number, { locale, convention }: Pick<Theme, 'locale' | 'convention'>): Formula => [variable('t'), operator('='), numeral(formatNumber(toldTime(t, convention), 2, locale))];

/** About how wide a formula is set at this font size; layouts must not need a page. */
export const formulaWidthPx = (formula: Formula, fontSizePx: number): number =>
  formula.reduce((sum, { text, subscript }) => sum + 0.62 * text.length + 0.5 * (subscript?.text.length ?? 0), 0) * fontSizePx;

/** CSS font-family list. Fonts made for mathematics come first: without their tables a subscript hardly sinks. */
export const mathFonts = '"STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math';
