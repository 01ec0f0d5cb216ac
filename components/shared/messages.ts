import { html, nothing, type TemplateResult } from 'lit';
import type { Table } from '../../src/data/index.ts';
import { describeRows } from './data-source.ts';
import type { Problem } from './problem.ts';

/** Words that attributes may hold, by attribute. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** Attributes that hold several words, separated by spaces. */
const LISTS: ReadonlySet<string> = new Set(['layers']);

const wordsOf = (attribute: string, given: string | null): string[] =>
  given === null ? [] : LISTS.has(attribute) ? given.split(/\s+/).filter(Boolean) : [given];

/** The first attribute whose word stands for nothing. */
export function wrongChoice(element: Element, choices: Choices): Problem | undefined {
  for (const [attribute, known] of Object.entries(choices)) {
    const given = element.getAttribute(attribute);
    const wrong = wordsOf(attribute, given).find((word) => !known.includes(word));
    if (wrong === undefined) continue;
    return { code: 'choice', attribute, message: `"${wrong}" is not known here; there are ${known.join(', ')}.` };
  }
  return undefined;
}

/** What is wrong, over the place of the picture. */
export function renderProblem({ attribute, message }: Problem): TemplateResult {
  return html`<p class="problem" part="problem" role="alert">${attribute ? html`<code>${attribute}</code>: ` : nothing}${message}</p>`;
}

/** Words for a wait that the reader notices; they fade in late, so that a short one shows none. */
export function renderWaiting(src: string | undefined, from: string | undefined): TemplateResult | typeof nothing {
  if (src) return html`<p class="waiting">Loading ${src.slice(0, 60)} …</p>`;
  return from ? html`<p class="waiting">This figure follows ${from}, which shows nothing yet.</p>` : nothing;
}

/** How many rows of an author's file the figure shows. */
export function renderRows(table: Table | undefined, lang: string): TemplateResult | typeof nothing {
  return table ? html`<p class="note" part="note">${describeRows(table, new Intl.NumberFormat(lang || undefined))}</p>` : nothing;
}

/** How many points went where no picture reaches. */
export function renderLeftOut(count: number, lang: string): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const number = new Intl.NumberFormat(lang || undefined).format(count);
  return html`<p class="note" part="note">${number} ${count === 1 ? 'point is' : 'points are'} not drawn: not a number, or too far out.</p>`;
}
