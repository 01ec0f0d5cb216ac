import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { canTouch, click, middle, moveTo, press, tap } from './hands.ts';
import { canvasOf, createFigure, expectMovedByKeys, readingOf, told, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

/** How many drawn pairs it tells of. */
const drawn = (figure: Figure): number => Number(/: (\d+) drawn pairs? /.exec(readingOf(figure))?.[1]);
const draws = (figure: Figure, count: number): Promise<void> => waitUntil(() => drawn(figure) === count, `"${readingOf(figure)}" instead of ${count}`);

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('the probe of pairs', () => {
  it('draws pairs under the mouse, whose mean velocity is v within its error', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="pairs" lang="en"></fm-field>`);
    expect(readingOf(field)).to.contain('the pairs of noise and data whose paths pass there');
    await moveTo(middle(canvasOf(field), 60, -30));
    const [, , t, count, meanX, meanY, errorX, errorY, vx, vy] = await told(field);
    expect([t, count]).to.deep.equal([0.5, 30]);
    expect(Math.hypot(meanX - vx, meanY - vy)).to.be.lessThan(3 * Math.hypot(errorX, errorY));
  });

  it('draws as many more with each click, and begins anew where the cross is moved to', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="pairs" pairs="3"></fm-field>`);
    const place = middle(canvasOf(field), 60, -30);
    await moveTo(place);
    await draws(field, 3);
    await click(place);
    await draws(field, 6);
    await click(place);
    await draws(field, 9);
    await moveTo(middle(canvasOf(field), -60, 10));
    await draws(field, 3);
  });

  it('is moved by keys; Enter draws more, Escape begins anew', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="pairs" pairs="1"></fm-field>`);
    canvasOf(field).focus();
    await press('ArrowRight');
    await draws(field, 1);
    await expectMovedByKeys(field);
    await press('Enter');
    await draws(field, 2);
    await press('Enter');
    await draws(field, 3);
    await press('Escape');
    await draws(field, 1);
  });

  it('narrows as t goes on: fewer parts of the laws count', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.1" probe="pairs"></fm-field>`);
    await moveTo(middle(canvasOf(field), 60, 0));
    const effective = (await told(field)).at(-1);
    const before = readingOf(field);
    field.t = 0.9;
    expect((await told(field, before)).at(-1)).to.be.lessThan(effective / 2);
  });

  it('is put by a finger, which draws more where it taps again', async function () {
    if (!canTouch) this.skip();
    const field = await createFigure(html`<fm-field target="moons" t="0.4" probe="pairs"></fm-field>`);
    await tap(middle(canvasOf(field), 50, 10));
    await draws(field, 60);
  });

  it('follows the mouse on a line and over time in space', async () => {
    const line = await createFigure(html`<fm-field target="two-gaussians" probe="pairs"></fm-field>`);
    await moveTo(middle(canvasOf(line), 60, -20));
    await draws(line, 30);
    line.parentElement!.remove();
    const space = await createFigure(html`<fm-sampler target="moons" t="0.5" probe="pairs"></fm-sampler>`);
    await moveTo(middle(canvasOf(space), 0, 10));
    await draws(space, 30);
  });

  it('says that pairs of another coupling are not known, and goes on when they are', async () => {
    const field = await createFigure(html`<fm-field target="moons" field="learned" coupling="ot" t="0.5" probe="pairs" lang="en"></fm-field>`);
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => readingOf(field) === 'Which pairs pass here is known of coupling="independent" alone.', `"${readingOf(field)}"`);
    field.coupling = 'independent';
    await moveTo(middle(canvasOf(field), 50, -30));
    await draws(field, 30);
  });

  it('speaks French', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.5" probe="pairs" lang="fr"></fm-field>`);
    await waitUntil(() => readingOf(field).startsWith('Pointez'), 'no French');
    await moveTo(middle(canvasOf(field), 60, -30));
    await waitUntil(() => /30 paires tirées ont la vitesse moyenne \(.?\d,\d\d/u.test(readingOf(field)), `"${readingOf(field)}"`);
  });
});
