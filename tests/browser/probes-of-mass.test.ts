import { expect, fixture, html } from '@open-wc/testing';
import 'fm-elements';
import type { FmField } from 'fm-elements';
import { boxBalance, dataset, exactLogDensity, gaussianMixture, type MixtureModel } from 'fm-elements/math';
import { canTouch, drag, middle, moveTo, press, swipe, tap } from './hands.ts';
import { canvasOf, createFigure as create, numbers, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const moons: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };
const problemOf = ({ shadowRoot }: Figure): string => shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';

const told = (figure: Figure, says: RegExp | ((reading: string) => boolean)): Promise<void> =>
  waitUntil(() => (says instanceof RegExp ? says.test(readingOf(figure)) : says(readingOf(figure))), `"${readingOf(figure)}"`);

/** Mass, change, and flux through each side by the exact law, as the sentence says them. */
const lawOf = (reading: string): number[] => numbers(/Exact law: (.*?)in all/.exec(reading)?.[1] ?? '');

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('the probe of a box', () => {
  const field = () => create(html`<fm-field target="moons" t="0.5" probe="continuity" box="-0.5,-0.2; 1,0.9" lang="en"></fm-field>`);

  it('tells mass, change and flux of the author’s box by the exact law, beside the counts of the cloud', async () => {
    const figure = await field();
    await told(figure, /Exact law/);
    const { mass, rate, outward } = boxBalance(moons, { lower: [-0.5, -0.2], upper: [1, 0.9] }, 0.5);
    const [saidMass, saidRate, ...flux] = lawOf(readingOf(figure));
    expect(saidMass).to.be.closeTo(mass, 1e-4);
    expect(saidRate).to.be.closeTo(rate, 1e-4);
    expect(flux.length).to.equal(4);
    flux.forEach((value, side) => expect(value).to.be.closeTo(outward[side], 1e-4));
    const [, inside, count] = numbers(/(Cloud.*) points/.exec(readingOf(figure).replace('Cloud', 'Cloud 0'))?.[1] ?? '');
    expect(count).to.equal(600);
    expect(Math.abs(inside / count - mass)).to.be.lessThan(0.1);
  });

  it('is moved by a drag inside, resized by a drag at its side, and drawn anew by one from outside', async () => {
    const figure = await field();
    await told(figure, /Exact law/);
    const before = lawOf(readingOf(figure))[0];
    // The middle of the figure of moons is in the box, which reaches some 60 pixels to the left of it.
    await drag(middle(canvasOf(figure), 0, 0), middle(canvasOf(figure), 200, 0));
    await told(figure, (reading) => lawOf(reading)[0] < before - 0.05);
    const moved = readingOf(figure);
    await drag(middle(canvasOf(figure), -200, -90), middle(canvasOf(figure), 60, 90));
    await told(figure, (reading) => reading !== moved && lawOf(reading)[0] > 0.2);
    await press('Escape');
    await told(figure, (reading) => lawOf(reading)[0] === before);
  });

  it('follows keys: arrows move it, plus enlarges it, and the clock moves on', async () => {
    const figure = await field();
    await told(figure, /Exact law/);
    canvasOf(figure).focus();
    const [mass] = lawOf(readingOf(figure));
    await press('+');
    await told(figure, (reading) => lawOf(reading)[0] > mass);
    const larger = readingOf(figure);
    await press('ArrowLeft');
    await told(figure, (reading) => reading !== larger);
    const there = readingOf(figure);
    figure.t = 0.9;
    await told(figure, (reading) => reading !== there && reading.startsWith('t = 0.90'));
  });

  it('is put by a finger that taps, and moved by one that begins inside', async function () {
    if (!canTouch) this.skip();
    const figure = await field();
    await told(figure, /Exact law/);
    const before = readingOf(figure);
    await tap(middle(canvasOf(figure), 200, -90));
    await told(figure, (reading) => reading !== before);
    const tapped = readingOf(figure);
    await swipe(middle(canvasOf(figure), 200, -90), middle(canvasOf(figure), 200, 60));
    await told(figure, (reading) => reading !== tapped);
    expect(scrollY).to.equal(0);
  });

  it('is an interval on a line', async () => {
    const figure = await create(html`<fm-field target="two-gaussians" t="0.6" probe="continuity" box="2.5; 0.5" lang="en"></fm-field>`);
    await told(figure, /below .*above/);
    const { mass } = boxBalance({ kind: 'mixture', source: gaussianMixture(1), target: dataset('two-gaussians').law }, { lower: [0.5], upper: [2.5] }, 0.6);
    expect(lawOf(readingOf(figure))[0]).to.be.closeTo(mass, 1e-4);
  });

  it('says that a box has no area, and that one is outside', async () => {
    await told(await create(html`<fm-field target="moons" t="0.5" probe="continuity" box="1,0; 1,2" lang="en"></fm-field>`), /no area/);
    const outside = await create(html`<fm-field target="moons" t="0.5" probe="continuity" box="90,90; 91,92" lang="en"></fm-field>`);
    await told(outside, /outside of the figure/);
    expect(readingOf(outside)).not.to.contain('NaN');
  });

  it('tells t = 0 and t = 1 without a word that is no number', async () => {
    for (const t of [0, 1]) {
      const figure = await create(html`<fm-field target="moons" t=${t} probe="continuity" lang="en"></fm-field>`);
      await told(figure, /Exact law/);
      expect(readingOf(figure)).not.to.match(/NaN|Infinity|∞/);
    }
  });

  it('says of a learned field that its law is known by its cloud', async () => {
    await told(await create(html`<fm-field target="moons" t="0.5" field="learned" probe="continuity" lang="en"></fm-field>`), /known by its cloud alone.*Cloud of the learned field/);
  });

  for (const [attributes, says] of [
    [html`<fm-field target="moons" probe="continuity" box="0,0" lang="en"></fm-field>`, /A box has two corners, each of 2 coordinates.*1 place is given/],
    [html`<fm-field target="moons" probe="continuity" box="here" lang="en"></fm-field>`, /"here" is not a point/],
    [html`<fm-field target="torus" probe="continuity" lang="en"></fm-field>`, /"continuity" is not shown in space/],
    [html`<fm-field target="moons" coupling="ot" probe="continuity" lang="en"></fm-field>`, /exact field is known of coupling="independent" alone/],
  ] as const) {
    it(`says ${says.source}`, async () => {
      const box = await fixture<HTMLElement>(html`<div style="width: 600px">${attributes}</div>`);
      const figure = box.firstElementChild as FmField;
      await waitUntil(() => says.test(problemOf(figure)), `"${problemOf(figure)}"`);
    });
  }
});

describe('the probe of a likelihood', () => {
  it('tells the log density of the data under the mouse by the path back, whatever the time', async () => {
    const figure = await create(html`<fm-field target="moons" t="0.3" probe="likelihood" lang="en"></fm-field>`);
    await moveTo(middle(canvasOf(figure), 40, -20));
    await told(figure, /closed form/);
    const [, logSource, integral, logDensity, , spread, closed] = numbers(readingOf(figure).replace(/^x = \([^)]*\)/, '').replaceAll(/p_[01]|x_0/g, 'p').replace(/^/, '0 '));
    expect(logSource - integral).to.be.closeTo(logDensity, 0.002);
    expect(closed).to.be.closeTo(logDensity, 0.001);
    expect(spread).to.be.greaterThan(0);
    const [x, y] = numbers(readingOf(figure));
    const p = new Float64Array(1);
    exactLogDensity(moons)(Float64Array.of(x, y), 1, p);
    // The place is told to two digits.
    expect(Math.abs(closed - p[0])).to.be.lessThan(0.6);
  });

  it('is moved by keys and by a finger', async function () {
    const figure = await create(html`<fm-field target="moons" t="0.3" probe="likelihood" lang="en"></fm-field>`);
    canvasOf(figure).focus();
    await press('ArrowRight');
    await told(figure, /closed form/);
    const before = readingOf(figure);
    if (canTouch) await tap(middle(canvasOf(figure), 90, 40)); else await press('ArrowDown');
    await told(figure, (reading) => reading !== before && /closed form/.test(reading));
  });

  it('stands at the time under the cross where time runs across the paper, and has no spread there', async () => {
    const figure = await create(html`<fm-field target="two-gaussians" probe="likelihood" lang="en"></fm-field>`);
    await moveTo(middle(canvasOf(figure), 0, -30));
    await told(figure, /log p_0\.\d\d\(x\) = log p_0/);
    expect(readingOf(figure)).not.to.contain('±');
  });

  it('tells a network beside the exact field, and speaks French', async () => {
    const figure = await create(html`<fm-field target="moons" field="both" probe="likelihood" lang="fr"></fm-field>`);
    await moveTo(middle(canvasOf(figure), 40, -20));
    await told(figure, /champ appris\s: log p_1.*en forme close/u);
  });
});
