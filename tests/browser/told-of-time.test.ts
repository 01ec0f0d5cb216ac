import { fixture, html } from '@open-wc/testing';
import type { FmField } from 'fm-elements';
import 'fm-elements';
import { registerLayer, type TextReading } from 'fm-elements/figures';
import { waitUntil } from './wait.ts';

/** Tells the time for which it was painted last, of one answer, as a layer of the density tells its mass. */
registerLayer({
  name: 'told-time', suits: () => true, ask: (flow, { cloud }) => flow.cloud(cloud),
  make: () => {
    let reading: TextReading | undefined;
    return {
      parts: [],
      get reading() {
        return reading;
      },
      take: () => undefined,
      update: (t) => (reading = { key: 'text', text: `painted at ${t.toFixed(2)}` }),
    };
  },
});

const told = ({ shadowRoot }: FmField): string => [...shadowRoot!.querySelectorAll('.reading')].map(({ textContent }) => textContent.trim()).join(' | ');

for (const [compare, by, says] of [
  [undefined, 'panels', (t: string) => `painted at ${t}`],
  ['seed: 1, 2', 'panels', (t: string) => `painted at ${t} | painted at ${t}`],
  ['seed: 1, 2', 'overlay', (t: string) => `seed: 1. painted at ${t}. seed: 2. painted at ${t}.`],
] as const) {
  it(`what is told of a time is that of the picture, ${compare ? `in ${by}` : 'in a single figure'}`, async () => {
    const box = await fixture<HTMLElement>(html`<div style="width: 600px" lang="en"><fm-field target="moons" t="0.2" layers="told-time" compare-by=${by}></fm-field></div>`);
    const figure = box.querySelector<FmField>('fm-field')!;
    if (compare) figure.compare = compare;
    scrollTo(0, 0);
    await waitUntil(() => told(figure) === says('0.20'), `nothing is told of the first time: ${told(figure)}`);
    figure.t = 0.7;
    await waitUntil(() => told(figure) === says('0.70'), `the old time is told: ${told(figure)}`);
  });
}
