import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import 'fm-elements';
import { canTouch, click, drag, middle, moveTo, press, swipe, tap, touchScrolls } from './hands.ts';
import { atRest } from './figures.ts';
import { frames } from './scene.ts';
import { canvasOf, createFigure as create, readingOf, told, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const problemOf = ({ shadowRoot }: Figure): string => shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';
const says = (figure: Figure, sentence: RegExp): Promise<void> => waitUntil(() => sentence.test(readingOf(figure)), `"${readingOf(figure)}"`);

/** The picture once it has not changed for some frames. */
async function resting(figure: Figure): Promise<string> {
  let [last, quiet] = [figure.toSvg(), 0];
  while (quiet < 12) {
    await new Promise(requestAnimationFrame);
    const now = figure.toSvg();
    quiet = now === last ? quiet + 1 : 0;
    last = now;
  }
  return last!;
}

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('a figure in a deck of slides that is shown at another scale', () => {
  it('is pointed at where the mouse is', async () => {
    const field = await create(html`<fm-field target="moons" t="0.5" probe="point"></fm-field>`);
    await moveTo(middle(canvasOf(field), 120, -60));
    const [x, y] = await told(field);
    const before = readingOf(field);
    await moveTo(middle(canvasOf(field), -40, 20));
    const [otherX, otherY] = await told(field, before);
    const there = readingOf(field);
    field.parentElement!.style.transform = 'scale(0.5)';
    await moveTo(middle(canvasOf(field), 60, -30));
    const [scaledX, scaledY] = await told(field, there);
    // Half a pixel of the screen is one of the figure, some hundredth of its axes.
    expect(scaledX).to.be.closeTo(x, 0.03);
    expect(scaledY).to.be.closeTo(y, 0.03);
    expect([otherX, otherY]).not.to.deep.equal([x, y]);
  });

  it('is turned as far by a drag across it', async () => {
    const sampler = await create(html`<fm-sampler target="moons" t="0.5" count="40" steps="4"></fm-sampler>`);
    const turned = async (byPx: number): Promise<string> => {
      const first = await resting(sampler);
      await drag(middle(canvasOf(sampler)), middle(canvasOf(sampler), byPx, 0));
      await waitUntil(() => sampler.toSvg() !== first, 'it is not turned');
      return resting(sampler);
    };
    const large = await turned(80);
    canvasOf(sampler).focus();
    await press('0');
    await waitUntil(() => sampler.toSvg() !== large, 'it does not return');
    sampler.parentElement!.style.transform = 'scale(0.5)';
    expect((await turned(40)) === large, 'the same view').to.equal(true);
  });
});

describe('a finger on a flat figure with a probe', () => {
  /** In a narrow page that can be scrolled. */
  async function createInPage(template: unknown): Promise<Figure> {
    const page = await fixture<HTMLElement>(html`<div style="padding: 400px 0 3000px"><div style="width: 360px">${template}</div></div>`);
    const figure = page.querySelector<Figure>('fm-field')!;
    await waitUntil(() => figure.toSvg()?.includes('<'), 'nothing is drawn');
    scrollTo(0, 300);
    await waitUntil(() => scrollY === 300, 'the page is not scrolled');
    await waitUntil(() => canvasOf(figure).width > 300, 'no picture');
    return figure;
  }

  for (const [name, template] of [
    ['plane', html`<fm-field target="moons" t="0.5" probe="point" lang="en"></fm-field>`],
    ['line', html`<fm-field target="two-gaussians" t="0.5" probe="point" lang="en"></fm-field>`],
  ] as const) {
    it(`scrolls the page up and down, and moves the cross sideways: ${name}`, async function () {
      if (!canTouch) this.skip();
      const figure = await createInPage(template);
      await tap(middle(canvasOf(figure), -60, 0));
      await told(figure);
      const tapped = readingOf(figure);
      await swipe(middle(canvasOf(figure), -60, 0), middle(canvasOf(figure), 60, 0));
      await told(figure, tapped);
      expect(scrollY).to.equal(300);
      if (!touchScrolls) return;
      // What the last of its moves gave is still on its way.
      let moved = readingOf(figure);
      await waitUntil(async () => {
        const before = moved;
        await frames(30);
        return (moved = readingOf(figure)) === before;
      }, 'the cross moves on');
      await swipe(middle(canvasOf(figure), 60, 60), middle(canvasOf(figure), 60, -60));
      await waitUntil(() => scrollY > 330, `the page is at ${scrollY}`);
      expect(readingOf(figure)).to.equal(moved);
    });
  }

  it('scrolls the page from outside of a box, and moves the box from inside', async function () {
    if (!touchScrolls) this.skip();
    const figure = await createInPage(html`<fm-field target="moons" t="0.5" probe="continuity" box="-0.5,-0.2; 1,0.9" lang="en"></fm-field>`);
    await says(figure, /Exact law/);
    const first = readingOf(figure);
    await swipe(middle(canvasOf(figure)), middle(canvasOf(figure), 0, -50));
    await waitUntil(() => readingOf(figure) !== first && readingOf(figure).includes('Exact law'), 'the box stays');
    // Places on the way are told as well, some of them late.
    await atRest(() => [readingOf(figure)]);
    expect(scrollY).to.equal(300);
    const moved = readingOf(figure);
    await swipe(middle(canvasOf(figure), 150, 60), middle(canvasOf(figure), 150, -60));
    await waitUntil(() => scrollY > 330, `the page is at ${scrollY}`);
    expect(readingOf(figure)).to.equal(moved);
  });
});

describe('data of another dimension in a figure that was pointed at', () => {
  for (const probe of ['point', 'pairs', 'likelihood']) {
    it(`takes cross and chosen points away: ${probe}`, async () => {
      const field = await create(html`<fm-field target="moons" t="0.5" probe=${probe} lang="en"></fm-field>`);
      for (const target of ['helix', 'two-gaussians', 'moons']) {
        await click(middle(canvasOf(field), 50, 10));
        await waitUntil(() => !readingOf(field).includes('Point at'), 'nothing is told');
        await moveTo({ x: 2, y: 2 });
        field.setAttribute('target', target);
        await says(field, /^Point at the figure/);
        await new Promise((done) => setTimeout(done, 300));
        expect(problemOf(field)).to.equal('');
        expect(readingOf(field)).to.match(/^Point at the figure/);
        await waitUntil(() => field.toSvg()?.includes('<'), 'nothing is drawn');
      }
    });
  }
});

describe('a flat figure with a probe on paper', () => {
  afterEach(() => emulateMedia({ media: 'screen' }));

  it('says t, and not how to point at it', async () => {
    const field = await create(html`<fm-field target="moons" t="0.37" probe="point" lang="en"></fm-field>`);
    const displayOf = (name: string): string => getComputedStyle(field.shadowRoot!.querySelector(name)!).display;
    expect([displayOf('.hint'), displayOf('.timeline input')]).not.to.include('none');
    await emulateMedia({ media: 'print' });
    expect([displayOf('.hint'), displayOf('.timeline input'), displayOf('.timeline button')]).to.deep.equal(['none', 'none', 'none']);
    expect(displayOf('.timeline output')).not.to.equal('none');
    expect(field.shadowRoot!.querySelector('.timeline output')!.textContent).to.equal('t = 0.37');
    await emulateMedia({ media: 'screen' });
    await moveTo(middle(canvasOf(field), 60, -30));
    await told(field);
    expect(field.shadowRoot!.querySelector('.hint')).to.equal(null);
  });
});

it('a reader is told that Shift makes the steps of the cross smaller, and those of the slider larger', async () => {
  const field = await create(html`<fm-field target="moons" probe="point" lang="en"></fm-field>`);
  const { shadowRoot } = field;
  expect(shadowRoot!.querySelector('#keys')!.textContent).to.contain('Arrow keys move the cross, with Shift by smaller steps.');
  expect(shadowRoot!.querySelector<HTMLElement>('.timeline input')!.title).to.contain('with Shift by 0.1');
});
