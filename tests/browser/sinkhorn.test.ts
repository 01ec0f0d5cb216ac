import { expect, html } from '@open-wc/testing';
import 'fm-elements';
import { click, middle, press } from './hands.ts';
import { createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const PLAN = html`<fm-field target="two-gaussians" layers="plan" coupling="sinkhorn" epsilon="0.5" t="0"></fm-field>`;
const tells = (figure: Figure, part: string): Promise<void> => waitUntil(() => readingOf(figure).includes(part), `"${part}" is not told`);

async function createPlan(): Promise<{ readonly figure: Figure; readonly slider: HTMLInputElement; readonly button: (name: string) => HTMLButtonElement }> {
  const figure = await createFigure(PLAN);
  const root = figure.shadowRoot!;
  await waitUntil(() => root.querySelector('.row input'), 'no slider');
  return { figure, slider: root.querySelector<HTMLInputElement>('.row input')!, button: (name) => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name)! };
}

/** The cost of the plan, the first number after its name. */
const costOf = (figure: Figure): number => Number(/: entropic transport ([\d.]+)/.exec(readingOf(figure))![1]);

describe('a plan of Sinkhorn’s', () => {
  it('is stepped by its buttons, from the first round on, and back until it settles', async () => {
    const { figure, button } = await createPlan();
    await tells(figure, 'settled');
    expect(button('One round less').disabled).to.equal(true);
    await click(middle(button('One round more')));
    await tells(figure, 'after 1 round of');
    await press('Enter');
    await tells(figure, 'after 2 rounds of');
    expect(figure.sinkhornRounds).to.equal(2);
    await click(middle(button('One round less')));
    await tells(figure, 'after 1 round of');
    await click(middle(button('Until they settle')));
    await tells(figure, 'settled');
  });

  it('goes from nearly optimal to nearly independent by the slider’s keys', async () => {
    const { figure, slider } = await createPlan();
    await tells(figure, 'Epsilon 0.5,');
    const between = costOf(figure);
    slider.focus();
    await press('End');
    await tells(figure, 'Epsilon 100,');
    expect(costOf(figure)).to.be.greaterThan(between);
    await press('Home');
    await tells(figure, 'Epsilon 0.01,');
    expect(costOf(figure)).to.be.lessThan(between);
    expect(figure.epsilon).to.equal(0.01);
    expect(slider.getAttribute('aria-valuetext')).to.equal('0.01');
  });
});
