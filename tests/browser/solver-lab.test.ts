import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { press } from './hands.ts';
import { canvasOf, createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const LONG = { timeout: 30_000 };
const told = (figure: Figure, what: RegExp): Promise<void> => waitUntil(() => what.test(readingOf(figure)), `${what} is not told: ${readingOf(figure)}`, LONG);
const panelsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.panel')].map((panel) => panel.textContent.replace(/\s+/g, ' '));

describe('a chart of errors', () => {
  it('tells slopes and the figure’s own error, stands in its vector picture, and is called what it is', async () => {
    const figure = await createFigure(html`<fm-sampler target="tilted-gaussian" solver="heun" steps="8" layers="error" lang="en"></fm-sampler>`);
    await told(figure, /^Median distance at t = 1 .*closed form.*euler \u22121\.0.*The dot: heun, 16 evaluations, error 0\.0\d+/);
    for (const text of ['evaluations of the field', 'rk4', 'dopri5']) expect(figure.toSvg()).to.contain(text);
    expect(canvasOf(figure).closest('[aria-label]')?.getAttribute('aria-label') ?? figure.shadowRoot!.textContent).to.contain('Errors of solvers over evaluations of the field');
  });

  it('follows the figure’s steps, and goes back to a picture of the data', async () => {
    const figure = await createFigure(html`<fm-sampler target="tilted-gaussian" solver="euler" steps="8" layers="error" lang="en"></fm-sampler>`);
    await told(figure, /euler, 8 evaluations/);
    figure.setAttribute('steps', '32');
    await told(figure, /euler, 32 evaluations/);
    figure.setAttribute('layers', 'particles');
    await waitUntil(() => readingOf(figure) === '', 'the chart stays', LONG);
  });

  it('has a line for each variant in one picture, and stands beside paths in panels', async () => {
    const figure = await createFigure(html`<fm-sampler target="tilted-gaussian" compare="solver: euler 8, rk4 2" compare-by="overlay" layers="error" lang="en"></fm-sampler>`);
    await told(figure, /8 steps of euler\. Median.*Slopes: euler \u22121\.0\..*2 steps of rk4\. Median.*Slopes: rk4 \u22124\.\d\./);
    figure.setAttribute('compare-by', 'panels');
    figure.setAttribute('view', 'plane');
    figure.setAttribute('compare', 'layers: steps particles, error');
    await waitUntil(() => /steps of .* ends .* from where the flow leads/.test(panelsOf(figure)[0] ?? '') && /Slopes/.test(panelsOf(figure)[1] ?? ''), 'panels say nothing', LONG);
  });

  it('says that it stands alone', async () => {
    const figure = await createFigure(html`<fm-sampler target="moons" layers="particles" lang="en"></fm-sampler>`);
    figure.setAttribute('layers', 'particles error');
    await waitUntil(() => /"error" is a chart, which stands alone; leave out "particles"/.test(figure.shadowRoot!.textContent), 'nothing is said', LONG);
  });

  it('speaks French', async () => {
    const figure = await createFigure(html`<fm-sampler target="tilted-gaussian" solver="heun" steps="8" layers="error" lang="fr"></fm-sampler>`);
    await told(figure, /^Distance médiane, à t = 1.*en forme close.*euler \u22121,0.*Le point\s: heun, 16 évaluations/);
    await waitUntil(() => figure.toSvg()!.includes('évaluations du champ'), 'axes are not French', LONG);
  });
});

it('the time is shown on the line of steps, and moves with the keys of the time line', async () => {
  const figure = await createFigure(html`<fm-sampler target="moons" view="plane" solver="euler" steps="4" layers="steps" t="0" lang="en"></fm-sampler>`);
  await told(figure, /^4 steps of 0\.25, 4 evaluations of the field; the median of 12 points ends 0\.\d+ from where the flow leads\.$/);
  const before = figure.toSvg();
  figure.shadowRoot!.querySelector<HTMLInputElement>('input[type=range]')!.focus();
  await press('ArrowRight');
  await waitUntil(() => figure.t === 0.01 && figure.toSvg() !== before, 'the picture stays', LONG);
});
