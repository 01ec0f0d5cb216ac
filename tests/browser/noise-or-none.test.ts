import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { press } from './hands.ts';
import { canvasOf, createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const LONG = { timeout: 30_000 };
const told = (figure: Figure, what: RegExp): Promise<void> => waitUntil(() => what.test(readingOf(figure)), `${what} is not told: ${readingOf(figure)}`, LONG);
const panelsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.panel')].map((panel) => panel.textContent.replace(/\s+/g, ' '));

it('a flow and paths with noise stand side by side, each with its own distance to p_t', async () => {
  const figure = await createFigure(html`<fm-sampler target="two-gaussians" lang="en" layers="particles" t="0.5"></fm-sampler>`);
  figure.setAttribute('layers', 'paths marginal');
  figure.setAttribute('compare', 'solver: heun, sde 0.3, sde diffusion');
  await waitUntil(() => panelsOf(figure).length === 3 && panelsOf(figure).every((panel) => /t = 0\.5: W₂ from the cloud to draws of p_t is \d/.test(panel)), 'panels say nothing', LONG);
  expect(panelsOf(figure)[1]).to.contain('32 steps of sde with noise 0.3');
  expect(panelsOf(figure)[2]).to.contain('32 steps of sde with the noise of the diffusion');
});

it('in one picture, each in its colour, in French', async () => {
  const figure = await createFigure(html`<fm-sampler target="eight-gaussians" view="plane" lang="fr" layers="marginal" compare="solver: heun, sde diffusion" compare-by="overlay" t="1"></fm-sampler>`);
  await told(figure, /méthode.*W₂ par tranches.*bruit de la diffusion.*W₂ par tranches/);
});

it('the distance is told of the time that keys have come to', async () => {
  const figure = await createFigure(html`<fm-sampler target="eight-gaussians" view="plane" lang="en" layers="marginal" t="0.48"></fm-sampler>`);
  await told(figure, /^t = 0\.5: sliced W₂/);
  figure.shadowRoot!.querySelector<HTMLInputElement>('input[type=range]')!.focus();
  await press('Shift', 'ArrowRight');
  await told(figure, /^t = 0\.6: sliced W₂/);
});

it('words stand where no score is known', async () => {
  const figure = await createFigure(html`<fm-field source="circles" target="moons" field="learned" layers="score" lang="en"></fm-field>`);
  await told(figure, /^The score of a learned field follows .* and this one is "circles"\.$/);
});

describe('backward', () => {
  it('the space bar plays from the data to the source', async () => {
    const figure = await createFigure(html`<fm-sampler target="moons" view="plane" backward t="0.06" layers="particles" lang="en"></fm-sampler>`);
    const times: number[] = [];
    const listening = figure.flow!.time$.subscribe((t) => times.push(t));
    figure.shadowRoot!.querySelector<HTMLInputElement>('input[type=range]')!.focus();
    await press(' ');
    await waitUntil(() => figure.t === 0 && figure.paused, `stands at ${figure.t}`, LONG);
    expect(times.every((t, i) => i === 0 || t <= times[i - 1])).to.equal(true);
    await press(' ');
    await waitUntil(() => figure.t > 0.5, 'does not begin at the data', LONG);
    await press(' ');
    expect(figure.paused).to.equal(true);
    listening.unsubscribe();
    expect(canvasOf(figure).width).to.be.greaterThan(300);
  });

  it('ends with the attribute, and others of the flow leave it as it is', async () => {
    const figure = await createFigure(html`<fm-sampler id="back" target="moons" view="plane" backward layers="particles" lang="en"></fm-sampler>`);
    expect(figure.flow!.clock.isBackward).to.equal(true);
    const other = document.createElement('fm-field');
    other.setAttribute('from', '#back');
    figure.after(other);
    await waitUntil(() => (other as Figure).flow === figure.flow, 'does not follow', LONG);
    expect(figure.flow!.clock.isBackward).to.equal(true);
    figure.removeAttribute('backward');
    await waitUntil(() => !figure.flow!.clock.isBackward, 'stays', LONG);
  });
});
