import { expect, fixture, html } from '@open-wc/testing';
import type { FmErrorEvent, FmSampler } from 'fm-elements';
import 'fm-elements';
import { painted, words } from './figures.ts';
import { waitUntil } from './wait.ts';

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
  await waitUntil(() => noteOf(figure).startsWith('dopri5 within 0.01') && evaluations() !== fine, 'another tolerance makes no difference');
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
  expect(errors.map(({ detail }) => detail.code)).to.deep.equal(['parameter']);
  figure.solver = 'rk4';
  await painted(figure);
  expect(words(figure)).to.equal('');
});

it('too many points for a solver are a mistake in the parameters, said as such, and taken down with it', async () => {
  const errors: FmErrorEvent[] = [];
  const page = await fixture(html`<div style="width: 300px" @fm-error=${(event: FmErrorEvent) => errors.push(event)}>
    <fm-sampler view="plane" solver="dopri5" count="5000"></fm-sampler>
  </div>`);
  const figure = page.querySelector('fm-sampler')!;
  await waitUntil(() => words(figure) !== '', 'nothing is said');
  expect(words(figure)).to.match(/^count: "dopri5" carries at most 2000 points, and 5000 are asked for/);
  expect(errors.map(({ detail: { code, attribute } }) => [code, attribute])).to.deep.equal([['parameter', 'count']]);
  figure.count = 100;
  await painted(figure);
  expect(words(figure)).to.equal('');
});

it('the note of what steps cost has words and number of one cloud, also while the next one is on its way; noise alone has one', async () => {
  const figure = await fixture<FmSampler>(html`<fm-sampler lang="en" style="width: 300px" view="plane" noise="0.5" count="100"></fm-sampler>`);
  await waitUntil(() => noteOf(figure) !== '', 'nothing is said of noise alone');
  const notes = new Set<string>();
  const watching = new MutationObserver(() => notes.add(noteOf(figure)));
  watching.observe(figure.shadowRoot!, { subtree: true, childList: true, characterData: true });
  for (const [solver, steps, says] of [['euler', 6, '6 steps of euler: 6 evaluations of the field'], ['rk4', 9, '9 steps of rk4: 36 evaluations of the field']] as const) {
    figure.solver = solver;
    figure.steps = steps;
    await waitUntil(() => noteOf(figure) === says, `no "${says}"`);
  }
  watching.disconnect();
  expect([...notes].filter((note) => !/^(32 steps of heun: 64|6 steps of euler: 6|9 steps of rk4: 36) evaluations of the field$/.test(note))).to.deep.equal([]);
});

it('a number out of range is warned about once, not again when another one changes', async () => {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => void said.push(text);
  try {
    const figure = await fixture<FmSampler>(html`<fm-sampler view="plane" steps="9999" count="20"></fm-sampler>`);
    for (const count of [30, 40]) {
      figure.count = count;
      await figure.updateComplete;
    }
    expect(said.filter((text) => text.includes('9999')).length).to.equal(1);
    figure.steps = 8888;
    await figure.updateComplete;
    expect(said.filter((text) => text.includes('8888')).length).to.equal(1);
  } finally {
    console.warn = warn;
  }
});

it('what a sampler asks with can be read, and only its attributes change it', async () => {
  const figure = await fixture<FmSampler>(html`<fm-sampler view="plane" steps="6" count="20"></fm-sampler>`);
  expect(figure.cloud).to.include({ solver: 'heun', steps: 6, count: 20 });
  expect(Reflect.set(figure, 'cloud', { count: -1 })).to.equal(false);
  expect(figure.cloud).to.include({ steps: 6, count: 20 });
});
