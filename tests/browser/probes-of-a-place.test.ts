import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { canTouch, click, middle, moveTo, press, tap } from './hands.ts';
import { canvasOf, createFigure, numbers, readingOf, told } from './probing.ts';
import { waitUntil } from './wait.ts';

/** Paths of chosen points in the vector picture. */
const pathsIn = (svg: string | undefined): number => /<path[^>]* stroke-width="1\.8"[^>]* d="([^"]*)"/.exec(svg ?? '')?.[1].match(/M/g)?.length ?? 0;

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('the probe of predictions', () => {
  it('tells under the mouse four numbers that give one another as it says', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="predictions" lang="en"></fm-field>`);
    expect(readingOf(field)).to.contain('by its four names');
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => readingOf(field).startsWith('x ='), 'nothing is told');
    const [x, y, t, dataX, dataY, noiseX, noiseY, vx, vy] = numbers(readingOf(field).replaceAll(/x̂./gu, ''));
    expect(t).to.equal(0.5);
    for (const [place, data, noise, v] of [[x, dataX, noiseX, vx], [y, dataY, noiseY, vy]]) {
      expect(data).to.be.closeTo(place + 0.5 * v, 0.02);
      expect(noise).to.be.closeTo(place - 0.5 * v, 0.02);
    }
    expect(readingOf(field)).to.contain('x̂₁ = x + 0.50 v; x̂₀ = x − 0.50 v; v = −2.00 x + 2.00 x̂₁ = 2.00 x − 2.00 x̂₀');
  });

  it('says what would divide by zero when the clock is at an end', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="predictions" points="0.5,-0.2" lang="en"></fm-field>`);
    const before = readingOf(field);
    field.t = 1;
    await told(field, before);
    await waitUntil(() => /Not .*x̂₀ from x̂₁.*: that would divide by zero\./u.test(readingOf(field)), `"${readingOf(field)}"`);
  });

  it('is moved by keys, and Enter starts a path', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.4" probe="predictions"></fm-field>`);
    canvasOf(field).focus();
    await press('ArrowRight');
    const [x] = await told(field);
    const before = readingOf(field);
    await press('ArrowRight');
    expect((await told(field, before))[0]).to.be.greaterThan(x);
    await press('Enter');
    await waitUntil(() => pathsIn(field.toSvg()) === 1, 'no path');
  });

  it('is put by a finger', async function () {
    if (!canTouch) this.skip();
    const field = await createFigure(html`<fm-field target="moons" t="0.4" probe="predictions"></fm-field>`);
    await tap(middle(canvasOf(field), 50, 10));
    await told(field);
  });

  it('speaks French', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="predictions" lang="fr"></fm-field>`);
    await waitUntil(() => readingOf(field).startsWith('Pointez'), 'no French');
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => /donnée x̂₁ = \(.*bruit x̂₀ = \(.*vitesse v = \(/u.test(readingOf(field)), `"${readingOf(field)}"`);
  });
});

describe('the probe of the average velocity', () => {
  it('tells under the mouse one step that ends where the flow does, and an Euler step that does not', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.1" probe="average-velocity" lang="en"></fm-field>`);
    expect(readingOf(field)).to.contain('one step by the average velocity');
    await moveTo(middle(canvasOf(field), 60, -30));
    const [x, y, s, t, ux, uy, vx, vy, endX, endY, eulerX, eulerY] = await told(field);
    expect([s, t]).to.deep.equal([0.1, 1]);
    // All is told to two digits.
    expect(x + 0.9 * ux).to.be.closeTo(endX, 0.02);
    expect(y + 0.9 * uy).to.be.closeTo(endY, 0.02);
    expect(x + 0.9 * vx).to.be.closeTo(eulerX, 0.02);
    expect(y + 0.9 * vy).to.be.closeTo(eulerY, 0.02);
    expect(Math.hypot(endX - eulerX, endY - eulerY)).to.be.greaterThan(0.05);
  });

  it('on a line takes the time under the cross, and goes to the time that an author asks for', async () => {
    const field = await createFigure(html`<fm-field target="two-gaussians" probe="average-velocity" until="0.75"></fm-field>`);
    await moveTo(middle(canvasOf(field), -120, 0));
    const [, s, t] = await told(field);
    expect(t).to.equal(0.75);
    const before = readingOf(field);
    await click(middle(canvasOf(field), 0, 0));
    expect((await told(field, before))[1]).to.be.greaterThan(s + 0.1);
    field.setAttribute('until', '2');
    await field.updateComplete;
    await moveTo(middle(canvasOf(field), 20, 0));
    await waitUntil(() => readingOf(field).includes('t = 1.00'), 'another time');
  });

  it('is moved by keys', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.4" probe="average-velocity"></fm-field>`);
    canvasOf(field).focus();
    await press('ArrowUp');
    const [, y] = await told(field);
    const before = readingOf(field);
    await press('ArrowUp');
    expect((await told(field, before))[1]).to.be.greaterThan(y);
  });

  it('is put by a finger', async function () {
    if (!canTouch) this.skip();
    const field = await createFigure(html`<fm-field target="moons" t="0.4" probe="average-velocity"></fm-field>`);
    await tap(middle(canvasOf(field), 50, 10));
    await told(field);
  });

  it('follows the mouse over time in space', async () => {
    const sampler = await createFigure(html`<fm-sampler target="moons" t="0.3" probe="average-velocity"></fm-sampler>`);
    await moveTo(middle(canvasOf(sampler), 0, 10));
    await told(sampler);
  });

  it('speaks French', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.1" probe="average-velocity" lang="fr"></fm-field>`);
    await waitUntil(() => readingOf(field).startsWith('Pointez'), 'no French');
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => /vitesse moyenne de s à t.*un pas d’Euler/u.test(readingOf(field)), `"${readingOf(field)}"`);
  });
});

it('the layer of pairs says how often they cross, by as many as an author asks for', async () => {
  const field = await createFigure(html`<fm-field target="two-gaussians" layers="pairs paths" pairs="30" lang="en"></fm-field>`);
  await waitUntil(() => /^The conditional paths of 30 pairs cross \d+ times in \(x, t\), where dots stand; the flow’s own from the same noise never\.$/.test(readingOf(field)), `"${readingOf(field)}"`);
  field.setAttribute('pairs', '3');
  await waitUntil(() => readingOf(field).includes('of 3 pairs'), `"${readingOf(field)}"`);
  field.setAttribute('pairs', 'many');
  await waitUntil(() => field.shadowRoot?.querySelector('[role=alert]')?.textContent?.includes('pairs'), 'no words');
});
