import { html, nothing, type TemplateResult } from 'lit';
import { describeRows, type RowsShown } from './data-source.ts';
import { shorten } from './kinds.ts';
import type { Problem } from './problem.ts';
import type { FormatNumber } from './words.ts';

/** What is wrong, over the place of the picture. */
export function renderProblem({ attribute, message }: Problem): TemplateResult {
  return html`<p class="problem" part="problem" role="alert">${attribute ? html`<code>${attribute}</code>: ` : nothing}${message}</p>`;
}

/** Words for a wait that the reader notices; they fade in late, so that a short one shows none. */
export function renderWaiting(src: string | undefined, from: string | undefined): TemplateResult | typeof nothing {
  if (src) return html`<p class="waiting">Loading ${shorten(src)} …</p>`;
  return from ? html`<p class="waiting">This figure follows ${shorten(from)}, which shows nothing yet.</p>` : nothing;
}

/** How many rows of an author's file the figure shows; room for that while the file is on its way. */
export function renderRows(src: string | undefined, rows: RowsShown | undefined, format: FormatNumber): TemplateResult | typeof nothing {
  if (!src && !rows) return nothing;
  return html`<p class="note rows" part="note">${rows ? describeRows(rows, { format: (value) => format(value, Number.isInteger(value) ? 0 : 3) }) : nothing}</p>`;
}

/** How many points went where no picture reaches. */
export function renderLeftOut(count: number, format: FormatNumber): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<p class="note" part="note">${format(count)} ${count === 1 ? 'point is' : 'points are'} not drawn: not a number, or too far out.</p>`;
}
