import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { FmErrorEvent, FmSampler } from 'fm-elements';
import 'fm-elements';
import { painted, words } from './figures.ts';

const noteOf = (figure: FmSampler): string => figure.shadowRoot!.querySelector('[part="note"]')?.textContent ?? '';

for (const [solver, says] of [
  ['euler', '6 steps of euler: 6 evaluations of the field'],
  ['midpoint', '6 steps of midpoint: 12 evaluations of the field'],
  ['heun', '6 steps of heun: 12 evaluations of the field'],
  ['rk4', '6 steps of rk4: 24 evaluations of the field'],
  ['sde', '6 steps of sde with noise 1: 6 evaluations of the field'],
] as const) {
  it(`a sampler by ${solver} is drawn and says what its steps cost`, async () => {
    const figure = await fixture<FmSampler>(html`<fm-sampler lang="en" style="width: 300px" view="plane" solver=${solver} steps="6" count="100"></fm-sampler>`);
    await painted(figure);
    await waitUntil(() => noteOf(figure) !== '', 'nothing is said');
    expect(noteOf(figure)).to.equal(says);
  });
}

it('dopri5 takes fewer evaluations for a coarser tolerance', async () => {
  const figure = await fixture<FmSampler>(html`<fm-sampler lang="en" style="width: 300px" view="plane" solver="dopri5" tolerance="1e-6" count="100"></fm-sampler>`);
  const evaluations = (): number => Number(/: ([\d,]+) evaluations/.exec(noteOf(figure))?.[1]?.replace(',', ''));
  await painted(figure);
  await waitUntil(() => evaluations() > 0, 'nothing is said');
  const fine = evaluations();
  figure.tolerance = 0.01;
  await waitUntil(() => noteOf(figure).startsWith('dopri5 within 1e-2') && evaluations() !== fine, 'another tolerance makes no difference');
  expect(evaluations()).to.be.lessThan(fine);
});

it('a stochastic way along a learned field from another source than a normal one is refused in words', async () => {
  const errors: FmErrorEvent[] = [];
  const page = await fixture(html`<div style="width: 300px" @fm-error=${(event: FmErrorEvent) => errors.push(event)}>
    <fm-trainer id="ring" source="ring" hidden-layers="4"></fm-trainer><fm-sampler from="#ring" solver="sde" view="plane"></fm-sampler>
  </div>`);
  const figure = page.querySelector('fm-sampler')!;
  await waitUntil(() => words(figure) !== '', 'nothing is said');
  expect(words(figure)).to.match(/^solver: "sde" needs a score.*source="gaussian" alone, and this flow has "ring"/);
  figure.solver = 'rk4';
  await painted(figure);
  expect(words(figure)).to.equal('');
});
