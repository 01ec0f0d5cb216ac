import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Columns } from '../../src/data/index.ts';
import type { Brought } from './brought.ts';
import type { OwnDataWords } from './words.ts';

const MOST_AXES = 3;

/** Which columns of a table are its axes, and which colours its points; nothing where there is no choice. */
export function renderColumns({ rows: { table: { offered, columns } }, taken }: Extract<Brought, { kind: 'table' }>, words: OwnDataWords, choose: (taken: Columns) => void): TemplateResult | typeof nothing {
  const { numbers, words: groups } = offered;
  if (numbers.length + groups.length <= columns.length && !taken.classColumn) return nothing;
  const onChange = ({ currentTarget }: Event): void => {
    const values = [...(currentTarget as Element).closest('.columns')!.querySelectorAll('select')].map(({ value }) => value);
    const classColumn = values.pop();
    choose({ columns: [...new Set(values.filter(Boolean))], ...(classColumn && { classColumn }) });
  };
  // A choice that is refused does not stay: what is selected is compared with, not what was rendered last.
  const choice = (label: string, names: readonly string[], chosen: string | undefined, isNeeded: boolean): TemplateResult => html`<label>${label} <select @change=${onChange}>
    ${isNeeded ? nothing : html`<option value="" .selected=${live(chosen === undefined)}>${words.none}</option>`}
    ${names.map((name) => html`<option value=${name} .selected=${live(name === chosen)}>${name}</option>`)}
  </select></label>`;
  return html`<div class="row columns">
    ${Array.from({ length: Math.min(MOST_AXES, numbers.length) }, (_, k) => choice(words.axis(k + 1), numbers, columns[k], k === 0))}
    ${choice(words.colours, [...groups, ...numbers], taken.classColumn, false)}
  </div>`;
}
