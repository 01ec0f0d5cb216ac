import { expect, fixture, html } from '@open-wc/testing';
import type { FmField } from 'fm-elements';
import 'fm-elements';
import { canTouch, click, middle, moveTo, press, swipe, tap, touchScrolls } from './hands.ts';
import { canvasOf, createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const sliderOf = ({ shadowRoot }: Figure): HTMLInputElement => shadowRoot!.querySelector<HTMLInputElement>('.timeline input')!;
const buttonOf = ({ shadowRoot }: Figure, name: string): HTMLButtonElement => [...shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

/** The place of a slider's thumb where the slider is so far along. */
function along(slider: HTMLInputElement, part: number): { x: number; y: number } {
  const { left, top, width, height } = slider.getBoundingClientRect();
  const thumbPx = height;
  return { x: Math.round(left + thumbPx / 2 + part * (width - thumbPx)), y: Math.round(top + height / 2) };
}

afterEach(() => moveTo({ x: 2, y: 2 }));

/** The browser’s own sliders and buttons are moved by the fingers of Chromium’s driver alone; those of Firefox’s go to the page. */
describe('a finger', () => {
  for (const convention of ['data-at-1', 'data-at-0'] as const) {
    it(`moves the time by its slider, plays and pauses: ${convention}`, async function () {
      if (!touchScrolls) this.skip();
      const field = await createFigure(html`<fm-field target="moons" t="0.25" convention=${convention} lang="en"></fm-field>`);
      const before = field.toSvg();
      await swipe(along(sliderOf(field), 0.25), along(sliderOf(field), 0.75));
      await waitUntil(() => Math.abs(field.t - 0.75) < 0.05, `t = ${field.t}`);
      await waitUntil(() => field.toSvg() !== before, 'the picture stays');
      expect(Number(/t = (.*)/.exec(sliderOf(field).getAttribute('aria-valuetext')!)![1])).to.be.closeTo(convention === 'data-at-0' ? 1 - field.t : field.t, 0.0051);
      const { t } = field;
      const play = field.shadowRoot!.querySelector<HTMLElement>('.timeline button')!;
      await tap(middle(play));
      await waitUntil(() => field.t > t + 0.02, 'it does not play');
      await tap(middle(play));
      await waitUntil(() => field.paused, 'it is not paused');
    });
  }

  it('steps Sinkhorn’s rounds, and makes a plan of transport an independent one', async function () {
    if (!touchScrolls) this.skip();
    const figure = await createFigure(html`<fm-field target="two-gaussians" layers="plan" coupling="sinkhorn" epsilon="0.5" t="0" lang="en"></fm-field>`);
    const tells = (part: string): Promise<void> => waitUntil(() => readingOf(figure).includes(part), `"${part}" is not told: ${readingOf(figure)}`);
    await waitUntil(() => figure.shadowRoot!.querySelector('.row input'), 'no slider');
    await tells('settled');
    await tap(middle(buttonOf(figure, 'One round more')));
    await tells('after 1 round of');
    await tap(middle(buttonOf(figure, 'Until they settle')));
    await tells('settled');
    const costOf = (): number => Number(/: entropic transport ([\d.]+)/.exec(readingOf(figure))![1]);
    const cost = costOf();
    const slider = figure.shadowRoot!.querySelector<HTMLInputElement>('.row input')!;
    const now = (Number(slider.value) - Number(slider.min)) / (Number(slider.max) - Number(slider.min));
    await swipe(along(slider, now), along(slider, 0.9));
    await waitUntil(() => Number(figure.epsilon) > 10 && costOf() > cost, `epsilon ${figure.epsilon}, ${readingOf(figure)}`);
  });

  it('puts the cross of all panels of a comparison by touching one', async function () {
    if (!canTouch) this.skip();
    const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang="en"><fm-field target="moons" t="0.5" probe="point" compare="schedule: linear, cosine"></fm-field></div>`);
    const figure = box.querySelector<FmField>('fm-field')!;
    const panels = (): HTMLElement[] => [...figure.shadowRoot!.querySelectorAll<HTMLElement>('.panel')];
    const readings = (): string[] => panels().map((panel) => panel.querySelector('.reading')?.textContent?.trim() ?? '');
    await waitUntil(() => panels().length === 2 && panels().every((panel) => panel.querySelector('canvas')!.width > 200) && (figure.toSvg()?.length ?? 0) > 2000, 'no panels');
    scrollTo(0, 0);
    await tap(middle(panels()[1].querySelector('canvas')!, 30, -12));
    await waitUntil(() => readings().every((reading) => reading.startsWith('x = ')), readings().join(' | '));
    const [place, other] = readings().map((reading) => reading.split(':')[0]);
    expect(other).to.equal(place);
  });
});

describe('a patch is put', () => {
  const TELLS = /Area around each point at t = 0\.60, .*exp ∫ div v = \d/;
  const told = (figure: Figure): Promise<void> => waitUntil(() => TELLS.test(readingOf(figure)), undefined, { timeout: 15_000 }).catch(() => expect.fail(`tells: ${readingOf(figure)}`));
  const create = (): Promise<Figure> => createFigure(html`<fm-field target="moons" t="0.6" layers="density patch points" probe="point" lang="en"></fm-field>`);

  it('by the mouse, and Escape takes it away', async () => {
    const field = await create();
    await click(middle(canvasOf(field), 50, 10));
    await told(field);
    field.t = 0.9;
    // Time has changed its area, which was its own at the time of the click.
    await waitUntil(() => { const [, ratio] = /t = 0\.90, .*exp ∫ div v = ([\d.]+)/.exec(readingOf(field)) ?? []; return ratio !== undefined && Math.abs(Number(ratio) - 1) > 0.05; }, readingOf(field));
    await press('Escape');
    await waitUntil(() => !readingOf(field).includes('Area'), readingOf(field));
  });

  it('by keys', async () => {
    const field = await create();
    canvasOf(field).focus();
    await press('ArrowRight');
    await waitUntil(() => readingOf(field).startsWith('x ='), 'no cross');
    await press('Enter');
    await told(field);
  });

  it('by a finger', async function () {
    if (!canTouch) this.skip();
    const field = await create();
    await tap(middle(canvasOf(field), 50, 10));
    await told(field);
  });
});
