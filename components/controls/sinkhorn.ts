import { html, type TemplateResult } from 'lit';
import type { Reading } from '../../src/figures/index.ts';
import type { Words } from '../locales/index.ts';

export type Entropic = NonNullable<Extract<Reading, { readonly key: 'plan' }>['entropic']>;

export interface SinkhornActions {
  setEpsilon(epsilon: number): void;
  /** 0: until they settle. */
  setRounds(rounds: number): void;
}

/** Powers of ten between which a reader sets epsilon: on laws about as wide as the standard normal one end is nearly optimal, the other nearly independent. */
const POWER = { low: -2, high: 2, step: 0.05 };
const MOST_ROUNDS = 1000;

/** The strength of the entropy, from optimal transport to independent ends, and Sinkhorn's rounds one by one. */
export function renderSinkhorn({ epsilon, rounds = 0 }: Entropic, { number, sinkhorn: words }: Words, actions: SinkhornActions): TemplateResult {
  const onInput = (event: Event): void => actions.setEpsilon(Number((10 ** Number((event.target as HTMLInputElement).value)).toPrecision(3)));
  const button = (label: string, to: number, isOff: boolean): TemplateResult => html`<button type="button" ?disabled=${isOff} @click=${() => actions.setRounds(to)}>${label}</button>`;
  return html`<div class="row" part="controls">
      <span class="end">${words.transport}</span>
      <input type="range" min=${POWER.low} max=${POWER.high} step=${POWER.step} .value=${String(Math.log10(epsilon))} aria-label=${words.epsilon} aria-valuetext=${number(epsilon, 2)} @input=${onInput} />
      <span class="end">${words.independent}</span>
      <output>ε = ${number(epsilon, 2)}</output>
    </div>
    <div class="row" part="controls">
      ${button(words.less, rounds - 1, rounds <= 1)}${button(words.more, rounds + 1, rounds >= MOST_ROUNDS)}${button(words.settle, 0, rounds === 0)}
    </div>`;
}
