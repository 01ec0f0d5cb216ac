import { expect, fixture, html } from '@open-wc/testing';
import 'fm-elements';
import type { Viewport } from '../../src/scene/index.ts';
import type { FmField, FmSampler } from 'fm-elements';
import { csv, isWhole, painted, words, type Figure } from './figures.ts';
import { canTouch, canWheelWithCtrl, doubleClick, drag, elementAt, middle, pinch, press, swipe, touchScrolls, wheel, type Place } from './hands.ts';
import { differingPart, frames, nextFrame, until } from './scene.ts';

/** Every kind of figure that can be turned. */
const DEEP = {
  'a sampler over time': html`<fm-sampler target="moons" view="spacetime" steps="4" count="300" t="0.5"></fm-sampler>`,
  'a field over time': html`<fm-field target="moons" view="spacetime" t="0.5"></fm-field>`,
  'a cloud in space': html`<fm-sampler target="torus" steps="4" count="300" t="0.5"></fm-sampler>`,
  'a field in space': html`<fm-field target="trefoil" t="0.5"></fm-field>`,
};
/** All of them take input by the same code: the mouse is tried on each, the rest on one over time and one in space. */
const THOROUGHLY = ['a sampler over time', 'a cloud in space'];
const MOVED = 0.01;

const canvasOf = (figure: Figure) => figure.shadowRoot!.querySelector('canvas')!;
const picture = (figure: Figure): ImageData => {
  const canvas = canvasOf(figure);
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
};

/** Width and height of what is painted, in CSS px. */
function inkSize({ data, width, height }: ImageData): [number, number] {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let i = 0; i < width * height; i++) {
    if (data[4 * i + 3] < 64) continue;
    [left, right] = [Math.min(left, i % width), Math.max(right, i % width)];
    [top, bottom] = [Math.min(top, Math.floor(i / width)), Math.max(bottom, Math.floor(i / width))];
  }
  return [(right - left) / devicePixelRatio, (bottom - top) / devicePixelRatio];
}

/** Zooming out makes all of it smaller, which turning does not. */
function expectSmaller(now: ImageData, before: ImageData): void {
  const [[width, height], [widthBefore, heightBefore]] = [inkSize(now), inkSize(before)];
  expect(width / widthBefore).to.be.within(0.4, 0.9);
  expect(height / heightBefore).to.be.within(0.4, 0.9);
}

/** Names in the failure's words: the library would write out the whole element. */
function expectMet(canvas: Element, place: Place): void {
  const met = elementAt(place);
  expect(met === canvas ? 'the canvas' : `${met?.localName} ${met?.className}`).to.equal('the canvas');
}

const isSame = (a: ImageData, b: ImageData): boolean => {
  const [of, other] = [new Uint32Array(a.data.buffer), new Uint32Array(b.data.buffer)];
  return a.width === b.width && a.height === b.height && of.every((pixel, i) => pixel === other[i]);
};

/** On a busy machine a picture by WebGL comes that late. */
const QUIET_MS = 600;

/** The picture when it has not changed for some frames, nor for a while, and has all its pixels. */
async function atRest(figure: Figure): Promise<ImageData> {
  let [last, quiet, since] = [picture(figure), 0, performance.now()];
  await until(() => {
    const now = picture(figure);
    quiet = isSame(last, now) && now.width === Math.round(canvasOf(figure).clientWidth * devicePixelRatio) ? quiet + 1 : 0;
    if (quiet === 0) since = performance.now();
    last = now;
    return quiet > 12 && performance.now() - since > QUIET_MS;
  }, 'the figure has come to rest', 15_000);
  return last;
}

/** A figure in the middle of a page that can be scrolled. */
async function createFigure(template: unknown): Promise<{ figure: FmField | FmSampler; first: ImageData }> {
  const page = await fixture<HTMLElement>(html`<div style="padding: 400px 0 3000px"><div style="width: 360px">${template}</div></div>`);
  const figure = page.querySelector<FmField | FmSampler>('fm-field, fm-sampler')!;
  await painted(figure);
  scrollTo(0, 300);
  await until(() => scrollY === 300, 'the page is scrolled');
  await until(() => isWhole(figure), 'it is whole', 15_000);
  // Until its shaders are compiled, a figure in space is painted by Canvas, whose edges are a little other.
  const { viewport } = figure as unknown as { readonly viewport: Viewport };
  await until(() => viewport.painter === 'webgl', 'WebGL has painted', 15_000);
  return { figure, first: await atRest(figure) };
}

for (const [name, template] of Object.entries(DEEP)) {
  describe(`${name} in a page`, () => {
    it('is what a pointer meets', async () => {
      const { figure } = await createFigure(template);
      const canvas = canvasOf(figure);
      for (const [x, y] of [[0, 0], [-120, 0], [120, 0], [0, 60], [0, -60]]) expectMet(canvas, middle(canvas, x, y));
    });

    it('is turned by the mouse, and returns on a double click', async () => {
      const { figure, first } = await createFigure(template);
      await drag(middle(canvasOf(figure)), middle(canvasOf(figure), 90, 20));
      expect(differingPart(first, await atRest(figure))).to.be.greaterThan(MOVED);
      await doubleClick(middle(canvasOf(figure)));
      expect(differingPart(first, await atRest(figure))).to.be.lessThan(0.002);
    });

    if (!THOROUGHLY.includes(name)) return;

    it('is zoomed by the wheel with Ctrl, in a page that stays as large and where it is', async function () {
      if (!canWheelWithCtrl) this.skip();
      const { figure, first } = await createFigure(template);
      const width = innerWidth;
      await wheel(middle(canvasOf(figure)), 200, { ctrl: true });
      expectSmaller(await atRest(figure), first);
      expect([innerWidth, scrollY]).to.deep.equal([width, 300]);
    });

    it('leaves the plain wheel to the page', async () => {
      const { figure, first } = await createFigure(template);
      await wheel(middle(canvasOf(figure)), 60);
      await until(() => scrollY === 360, 'the page is scrolled');
      expect(differingPart(first, await atRest(figure))).to.equal(0);
    });

    it('is turned by a finger that moves sideways, and leaves one that moves along the page to the page', async function () {
      if (!canTouch) this.skip();
      const { figure, first } = await createFigure(template);
      await swipe(middle(canvasOf(figure), -60), middle(canvasOf(figure), 60));
      const turned = await atRest(figure);
      expect(differingPart(first, turned)).to.be.greaterThan(MOVED);
      expect(scrollY).to.equal(300);
      expect(getComputedStyle(canvasOf(figure)).touchAction).to.equal('pan-y');
      if (!touchScrolls) return;
      await swipe(middle(canvasOf(figure), 0, 60), middle(canvasOf(figure), 0, -60));
      await until(() => scrollY > 330, 'the page is scrolled');
      expect(differingPart(turned, await atRest(figure))).to.be.lessThan(0.002);
    });

    for (const direction of ['across', 'along'] as const) {
      it(`is zoomed by two fingers that move ${direction} the page, which stays as large and where it is`, async function () {
        if (!canTouch) this.skip();
        const { figure, first } = await createFigure(template);
        const place = middle(canvasOf(figure));
        await pinch(place, 120, 60, direction);
        expectSmaller(await atRest(figure), first);
        await pinch(place, 60, 120, direction);
        expect(differingPart(first, await atRest(figure))).to.be.lessThan(0.002);
        expect([visualViewport!.scale, scrollY]).to.deep.equal([1, 300]);
      });
    }

    it('is reached by Tab and turned by arrow keys, which do not scroll the page', async () => {
      const { figure, first } = await createFigure(template);
      const before = document.createElement('button');
      figure.before(before);
      before.focus({ preventScroll: true });
      await press('Tab');
      await until(() => figure.shadowRoot!.activeElement === canvasOf(figure), 'the figure has the focus');
      const { scrollY: stays } = window;
      for (let i = 0; i < 3; i++) await press('ArrowLeft');
      const turned = await atRest(figure);
      expect(differingPart(first, turned)).to.be.greaterThan(MOVED);
      await press('0');
      await until(() => differingPart(first, picture(figure)) < 0.002, 'the figure has returned');
      await press('ArrowDown');
      expect(differingPart(first, await atRest(figure))).to.be.greaterThan(0.002);
      expect(scrollY).to.equal(stays);
      before.remove();
    });
  });
}

it('a pointer meets the picture of every flat figure', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-field target="moons"></fm-field><fm-sampler target="moons" view="plane" steps="4"></fm-sampler><fm-trainer target="moons" steps="20"></fm-trainer>
    <fm-field target="two-gaussians"></fm-field>
  </div>`);
  for (const figure of page.querySelectorAll<Figure>('fm-field, fm-sampler, fm-trainer')) {
    await painted(figure);
    expectMet(canvasOf(figure), middle(canvasOf(figure)));
  }
});

/** Whether a reader sees it. */
const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
const SQUARE = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="360" height="200"><rect width="360" height="200" fill="red"/></svg>');

async function createWithStill(attributes: Record<string, string>): Promise<{ figure: Figure; still: HTMLImageElement }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"></div>`);
  const figure = document.createElement('fm-field');
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
  const still = Object.assign(document.createElement('img'), { src: SQUARE, alt: 'a still of the field' });
  figure.append(still);
  page.append(figure);
  await figure.updateComplete;
  return { figure, still };
}

describe('a still in a figure', () => {
  it('is seen until the figure is live, and then the pointer meets the figure', async () => {
    const { figure, still } = await createWithStill({ target: 'moons', view: 'spacetime' });
    expect(isSeen(still)).to.equal(true);
    await painted(figure);
    await until(() => !isSeen(still), 'the still is gone');
    expectMet(canvasOf(figure), middle(canvasOf(figure)));
  });

  it('stays where there is an error', async () => {
    const { figure, still } = await createWithStill({ target: 'mooons' });
    await until(() => words(figure) !== '', 'the figure says what is wrong');
    await frames(10);
    expect(isSeen(still)).to.equal(true);
    expect(isSeen(canvasOf(figure))).to.equal(false);
  });

  it('comes back with an error, and no old picture stays behind it', async () => {
    const { figure, still } = await createWithStill({ src: csv('a,b\n1,2\n2,4\n3,1') });
    await painted(figure);
    await until(() => !isSeen(still), 'the still is gone');
    figure.setAttribute('src', '/no-such.csv');
    await until(() => words(figure) !== '', 'the figure says what is wrong');
    await until(() => isSeen(still), 'the still is back');
    await nextFrame();
    expect(isSeen(canvasOf(figure))).to.equal(false);
  });
});
