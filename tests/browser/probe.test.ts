import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { registerLayer } from 'fm-elements/figures';
import { dataset, exactDensity, exactVelocity } from 'fm-elements/math';
import { canTouch, click, drag, middle, moveTo, press, tap } from './hands.ts';
import { canvasOf, createFigure as create, expectMovedByKeys, readingOf, told, type Figure } from './probing.ts';
import { ring, RING_PX } from '../ring-layer.ts';
import { waitUntil } from './wait.ts';

/** Paths of chosen points in the vector picture: subpaths of the one line that is so wide. */
const pathsOf = (figure: Figure): number => /<path[^>]* stroke-width="1\.8"[^>]* d="([^"]*)"/.exec(figure.toSvg() ?? '')?.[1].match(/M/g)?.length ?? 0;
const drawn = (figure: Figure, count: number): Promise<void> =>
  waitUntil(() => pathsOf(figure) === count, `${pathsOf(figure)} paths instead of ${count}`);

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('the probe of a point', () => {
  it('tells the exact velocity and density under the mouse', async () => {
    const field = await create(html`<fm-field target="moons" t="0.5" probe="point" lang="en"></fm-field>`);
    expect(readingOf(field)).to.contain('Point at the figure');
    await moveTo(middle(canvasOf(field), 60, -30));
    const [x, y, t, vx, vy, density] = await told(field);
    expect(t).to.equal(0.5);
    const model = { kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law } as const;
    const [velocity, p] = [new Float64Array(2), new Float64Array(1)];
    exactVelocity(model)(Float64Array.of(x, y), 0.5, velocity);
    exactDensity(model)(Float64Array.of(x, y), 0.5, p);
    // The place is told to two digits, and so are the values there.
    expect(vx).to.be.closeTo(velocity[0], 0.05);
    expect(vy).to.be.closeTo(velocity[1], 0.05);
    expect(density).to.be.closeTo(p[0], 0.02 * p[0] + 0.005);
  });

  it('follows the clock where it stands', async () => {
    const field = await create(html`<fm-field target="moons" t="0.2" probe="point"></fm-field>`);
    await moveTo(middle(canvasOf(field), 40, 0));
    const [x, y] = await told(field);
    const before = readingOf(field);
    field.t = 0.8;
    const [sameX, sameY, t] = await told(field, before);
    expect([sameX, sameY, t]).to.deep.equal([x, y, 0.8]);
  });

  it('starts a path with a click, more with more, and ends all with Escape', async () => {
    const field = await create(html`<fm-field target="moons" t="0.4" probe="point"></fm-field>`);
    await click(middle(canvasOf(field), 50, 10));
    await drawn(field, 1);
    await click(middle(canvasOf(field), -70, -20));
    await drawn(field, 2);
    await press('Escape');
    await drawn(field, 0);
  });

  it('is moved by keys, and Enter starts a path', async () => {
    const field = await create(html`<fm-field target="moons" t="0.4" probe="point"></fm-field>`);
    canvasOf(field).focus();
    await press('ArrowRight');
    await expectMovedByKeys(field);
    await press('Enter');
    await drawn(field, 1);
  });

  it('tells the time under the cross where time runs across the paper', async () => {
    const field = await create(html`<fm-field target="two-gaussians" probe="point"></fm-field>`);
    await moveTo(middle(canvasOf(field), -120, 0));
    const [, early] = await told(field);
    const before = readingOf(field);
    await moveTo(middle(canvasOf(field), 120, 0));
    const [, late] = await told(field, before);
    expect(late).to.be.greaterThan(early + 0.3);
  });

  it('leaves the turning of a figure in space to drags, and follows the mouse that only passes over it', async () => {
    const sampler = await create(html`<fm-sampler target="moons" t="0.5" probe="point"></fm-sampler>`);
    await moveTo(middle(canvasOf(sampler), 0, 10));
    await told(sampler);
    const seen = sampler.toSvg();
    await drag(middle(canvasOf(sampler), 0, 10), middle(canvasOf(sampler), 90, 20));
    await waitUntil(() => sampler.toSvg() !== seen, 'it is not turned');
  });

  it('is put by a finger', async function () {
    if (!canTouch) this.skip();
    const field = await create(html`<fm-field target="moons" t="0.4" probe="point"></fm-field>`);
    await tap(middle(canvasOf(field), 50, 10));
    await told(field);
    await drawn(field, 1);
  });

  it('speaks French', async () => {
    const field = await create(html`<fm-field target="moons" t="0.5" probe="point" lang="fr"></fm-field>`);
    await waitUntil(() => readingOf(field).startsWith('Pointez'), 'no French');
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => /^x = \(.?\d,\d\d\s; .*densité 0,\d+/u.test(readingOf(field)), `"${readingOf(field)}"`);
  });
});

describe('points that an author chooses', () => {
  it('have their paths drawn from HTML, and go with the attribute', async () => {
    const field = await create(html`<fm-field target="moons" t="0.4"></fm-field>`);
    field.setAttribute('points', '0.5,-1; 1,0.2 @ 0.6');
    await drawn(field, 2);
    expect(field.points).to.deep.equal([{ x: [0.5, -1], t: 0 }, { x: [1, 0.2], t: 0.6 }]);
    field.removeAttribute('points');
    await drawn(field, 0);
  });

  for (const [points, says] of [['here', /"here" is not a point; write coordinates/], ['1,2,3', /3 coordinates is none of "moons", which has 2/], ['1,2 @ 7', /t = 7 is not a time of a point; times go from 0 to 1/]] as const) {
    it(`"${points}": says what would be right`, async () => {
      const field = await create(html`<fm-field target="moons" lang="en"></fm-field>`);
      field.setAttribute('points', points);
      await waitUntil(() => says.test(field.shadowRoot?.querySelector('[role=alert]')?.textContent ?? ''), `"${field.shadowRoot?.querySelector('[role=alert]')?.textContent}"`);
    });
  }
});

it('points that throw when they are looked at are no points, in the same words', async () => {
  const field = await create(html`<fm-field target="moons" lang="en"></fm-field>`);
  field.points = new Proxy({}, { get: () => { throw new Error('not today'); } }) as never;
  await field.updateComplete;
  expect(field.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain('An object is not a point');
});

it('a layer of a page’s own is named in HTML as any other', async () => {
  registerLayer(ring);
  const field = await create(html`<fm-field target="moons" layers="ring"></fm-field>`);
  await waitUntil(() => field.toSvg()?.includes(`stroke-width="${2 * RING_PX}"`), 'no ring');
});

it('a conditional field leads to draws of the data', async () => {
  const field = await create(html`<fm-field target="moons" field="conditional" draws="3" t="0.5" lang="en"></fm-field>`);
  expect(field.shadowRoot?.querySelector('.figure')?.getAttribute('aria-label')).to.contain('Conditional velocity field');
  field.coupling = 'ot';
  await field.updateComplete;
  expect(field.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
});
