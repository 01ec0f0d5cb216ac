import { expect, fixture, html } from '@open-wc/testing';
import type { FmErrorEvent, FmField, FmSampler } from 'fm-elements';
import 'fm-elements';
import { isWhole, words } from './figures.ts';
import { waitUntil } from './wait.ts';

type Figure = FmField | FmSampler;

async function create(figure: ReturnType<typeof html>): Promise<Figure> {
  const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang="en">${figure}</div>`);
  scrollTo(0, 0);
  return box.querySelector<Figure>('fm-field, fm-sampler')!;
}

const namesOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.panel figcaption')].map(({ textContent }) => textContent.trim());
const itemsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.variants li')].map(({ textContent }) => textContent.trim());
const isPainted = (figure: Figure): boolean => (figure.toSvg()?.length ?? 0) > 2000;

it('panels stand in the place of a failure from before', async () => {
  const figure = await create(html`<fm-field target="moons"></fm-field>`);
  // A layer that answers later would take the failures back.
  await waitUntil(() => isWhole(figure), 'it is not whole');
  for (const code of ['worker', 'worker-load', 'code-load'] as const) figure.report({ code, saying: { key: 'unexpected', reason: code } });
  await waitUntil(() => words(figure) !== '', 'no failure is said');
  figure.compare = 'seed: 1, 2';
  await waitUntil(() => namesOf(figure).length === 2 && words(figure) === '' && !figure.shadowRoot!.querySelector<HTMLElement>('.panels')!.hidden, `hidden: ${words(figure)}`);
});

it('one bad value is said in its own panel, by the name of what it is bad for, and the others are shown', async () => {
  const figure = await create(html`<fm-sampler target="moons" view="plane" t="0.5" compare="solver: euler 8, dopri5 NaN, heun 4"></fm-sampler>`);
  const errors: FmErrorEvent['detail'][] = [];
  figure.addEventListener('fm-error', (event) => errors.push(event.detail));
  const panels = (): string[] => [...figure.shadowRoot!.querySelectorAll('.panel')].map((panel) => panel.querySelector('[part="problem"]')?.textContent.trim() ?? '');
  const shown = (): number => figure.toSvg()?.match(/<svg x=/g)?.length ?? 0;
  await waitUntil(() => panels().length === 3 && shown() === 2, `${panels().join()}: ${shown()}`);
  expect(panels()).to.deep.equal(['', 'tolerance: "NaN" is not a number from 1e-10 to 0.1.', '']);
  expect(namesOf(figure)[1]).to.equal('solver: dopri5 NaN');
  expect(figure.shadowRoot!.querySelector('.figure > .surface [part="problem"]'), 'said of the whole').to.equal(null);
});

describe('in an overlay', () => {
  it('one bad value is said beside its name, and the others are shown', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" t="0.5" compare-by="overlay" compare="solver: euler 8, dopri5 NaN"></fm-sampler>`);
    await waitUntil(() => isPainted(figure) && /^solver: dopri5 NaN: tolerance: "NaN" is not a number/.test(itemsOf(figure)[1]), itemsOf(figure).join());
    expect(itemsOf(figure)[0]).to.equal('8 steps of euler');
    expect(words(figure)).to.equal('');
  });

  it('a question without an answer leaves out its variant alone, until the parameters are others', async () => {
    const figure = await create(html`<fm-sampler id="noise" source="moons" target="pinwheel" view="plane" t="0.5" compare-by="overlay" steps="8" compare="solver: sde 1, euler 8"></fm-sampler><fm-trainer from="#noise"></fm-trainer>`);
    await waitUntil(() => isPainted(figure) && itemsOf(figure)[0]?.includes('with noise 1, network not trained yet: solver: "sde" needs'), itemsOf(figure).join());
    expect(itemsOf(figure)[1]).to.equal('8 steps of euler, network not trained yet');
    expect(words(figure)).to.equal('');
    figure.source = 'gaussian';
    await waitUntil(() => itemsOf(figure)[0] === '8 steps of sde with noise 1, network not trained yet', itemsOf(figure).join());
  });

  it('a variant of another view is left out in words', async () => {
    const figure = await create(html`<fm-field t="0.5" compare-by="overlay" compare="target: moons, two-gaussians"></fm-field>`);
    await waitUntil(() => isPainted(figure) && itemsOf(figure)[1]?.includes('This is seen in the view "line"'), itemsOf(figure).join());
    expect(itemsOf(figure)[0]).to.equal('target: moons');
  });
});

it('a trainer that joins later leads the variants: they learn, pause and begin anew with it', async () => {
  const figure = await create(html`<fm-sampler id="early" target="moons" view="plane" count="40" compare="schedule: linear, cosine"></fm-sampler>`);
  await waitUntil(() => namesOf(figure).length === 2 && isPainted(figure), 'no panels');
  const trainer = document.createElement('fm-trainer');
  Object.assign(trainer, { from: '#early', steps: 4000, batch: 16, hiddenLayers: [8] });
  figure.parentElement!.append(trainer);
  await waitUntil(() => figure.flow?.parameters.model === 'learned', 'it does not join');
  trainer.train();
  await waitUntil(() => namesOf(figure).every((name) => /step [1-9]\d* of 4000/.test(name)), namesOf(figure).join());
  trainer.pauseTraining();
  const states = (): string[] => namesOf(figure);
  await waitUntil(async () => {
    const before = states().join();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return states().join() === before;
  }, 'they go on');
  trainer.resetTraining();
  await waitUntil(() => states().every((name) => !name.includes('step')), states().join());
});

for (const [asked, attribute, says] of [
  ['solver: euler 8, heun 4', 'compare', /This element has no row "solver", fm-sampler has; here figures are compared by .*field/],
  ['hidden-layers: 8, 64', 'field', /"hidden-layers" is of the network, which this figure does not show; set field="learned"/],
] as const) {
  it(`a field says why it cannot be compared by "${asked}"`, async () => {
    const figure = await create(html`<fm-field target="moons"></fm-field>`);
    const errors: FmErrorEvent['detail'][] = [];
    figure.addEventListener('fm-error', (event) => errors.push(event.detail));
    figure.setAttribute('compare', asked);
    await waitUntil(() => says.test(words(figure)), words(figure));
    expect(errors.map((error) => [error.code, error.attribute])).to.deep.equal([['compare', attribute]]);
  });
}
