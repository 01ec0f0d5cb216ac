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

/** About how wide a formula is set at this font size; layouts must not need a page. */
export const formulaWidthPx = (formula: Formula, fontSizePx: number): number =>
  formula.reduce((sum, { text, subscript }) => sum + 0.62 * text.length + 0.5 * (subscript?.text.length ?? 0), 0) * fontSizePx;

/** CSS font-family list. Fonts made for mathematics come first: without their tables a subscript hardly sinks. */
export const mathFonts = '"STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math';
