import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { drag, middle, moveTo, press } from './hands.ts';
import { canvasOf, createFigure, numbers, readingOf, told, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const sliderOf = ({ shadowRoot }: Figure | FmTrainer): HTMLInputElement => shadowRoot!.querySelector<HTMLInputElement>('.timeline input')!;
const valueText = (figure: Figure): string => sliderOf(figure).getAttribute('aria-valuetext')!;
const endsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.timeline .end')].map(({ textContent }) => textContent.trim());
const labelsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.labels math')].map(({ textContent }) => textContent);
const nameOf = (figure: Figure): string => canvasOf(figure).getAttribute('aria-label')!;
/** What is drawn, without what is written. */
const drawing = (figure: Figure): string => figure.toSvg()!.replace(/<text[^]*?<\/text>/g, '');

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('where the data are told to be at t = 0', () => {
  it('the slider runs from 1 at the source to 0 at the data; dragged and stepped it tells the other time, and scripts and events have ours', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.25" convention="data-at-0" lang="en"></fm-field>`);
    await waitUntil(() => valueText(field) === 't = 0.75', valueText(field));
    expect(endsOf(field)).to.deep.equal(['1 source', '0 data']);
    await waitUntil(() => nameOf(field).includes('t = 0.75'), nameOf(field));
    expect(field.t).to.equal(0.25);

    const heard: number[] = [];
    field.addEventListener('input', () => heard.push(field.value));
    const slider = sliderOf(field);
    await drag(middle(slider, -60), middle(slider, 60));
    await waitUntil(() => heard.length > 0 && field.t > 0.5, 'the slider is not heard');
    expect(heard.at(-1)).to.equal(field.t);
    expect(numbers(valueText(field))[0]).to.be.closeTo(1 - field.t, 0.0051);

    field.t = 0.5;
    slider.focus();
    await press('ArrowRight');
    expect([field.t, valueText(field)]).to.deep.equal([0.51, 't = 0.49']);
    await press('ArrowUp', 'ArrowUp');
    expect([field.t, valueText(field)]).to.deep.equal([0.49, 't = 0.51']);
    await press('ArrowLeft');
    expect([field.t, valueText(field)]).to.deep.equal([0.48, 't = 0.52']);
    expect(field.convention).to.equal('data-at-0');
  });

  it('the picture is the same, and its velocity has the other sign and name', async () => {
    const field = await createFigure(html`<fm-field target="moons" t="0.3" layers="arrows" probe="point" points="0.5,-0.5" lang="en"></fm-field>`);
    const [x, y, t, vx, vy, density] = await told(field);
    expect(t).to.equal(0.3);
    await waitUntil(() => labelsOf(field).join() === 'vt(x)', labelsOf(field).join());
    const other = await createFigure(html`<fm-field target="moons" t="0.3" layers="arrows" probe="point" points="0.5,-0.5" lang="en"></fm-field>`);
    await waitUntil(() => drawing(field) === drawing(other), 'two figures of one kind differ');
    const reading = readingOf(field);
    field.convention = 'data-at-0';
    expect(await told(field, reading)).to.deep.equal([x, y, 0.7, -vx, -vy, density]);
    await waitUntil(() => labelsOf(field).join() === '−vt(x)', labelsOf(field).join());
    const arrows = (svg: string): number => svg.split('stroke-linecap="round"').length;
    expect(arrows(drawing(field))).to.equal(arrows(drawing(other)));
    field.removeAttribute('convention');
    field.convention = 'data-at-1';
    await waitUntil(() => readingOf(field) === reading && labelsOf(field).join() === 'vt(x)', readingOf(field));
    await waitUntil(() => drawing(field) === drawing(other), 'another picture');
  });

  it('on a line the axis and the laws at its ends are told so, in French as well', async () => {
    const field = await createFigure(html`<fm-field target="two-gaussians" t="0.4" convention="data-at-0" probe="average-velocity" points="0.5 @ 0.4" lang="fr"></fm-field>`);
    await told(field);
    expect(readingOf(field)).to.match(/^x = 0,50, s = 0,60, t = 0,00/);
    expect(endsOf(field)).to.deep.equal(['1 source', '0 données']);
    const labels = [...field.shadowRoot!.querySelectorAll('.labels span')].map((span) => [span.textContent, span.getBoundingClientRect().left] as const);
    const leftOf = (name: string): number => labels.find(([text]) => text === name)![1];
    expect(leftOf('p1')).to.be.lessThan(leftOf('p0'));
    expect(labels.map(([text]) => text)).to.include('t=0,60');
  });

  it('panels of a comparison tell it so, and it is no row to compare by', async () => {
    const field = await fixture<FmField>(html`<fm-field target="moons" t="0.3" convention="data-at-0" compare="schedule: linear, cosine" probe="point" points="0.5,-0.5" lang="en"></fm-field>`);
    const readings = (): string[] => [...field.shadowRoot!.querySelectorAll('.panel .reading')].map(({ textContent }) => textContent.trim());
    await waitUntil(() => readings().length === 2 && readings().every((text) => text.includes('t = 0.70')), readings().join(' | '));
    const compared = await fixture<FmField>(html`<fm-field compare="convention: data-at-1, data-at-0" lang="en"></fm-field>`);
    await waitUntil(() => compared.shadowRoot!.querySelector('[part="problem"]')?.textContent.includes('"convention" is the same for all'), 'nothing is said');
  });
});
