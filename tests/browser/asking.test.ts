import { expect, fixture, html } from '@open-wc/testing';
import axe from 'axe-core';
import { firstValueFrom } from 'rxjs';
import type { FmAnswerEvent, FmField } from 'fm-elements';
import 'fm-elements';
import { words } from './figures.ts';
import { expectFrench } from './french.ts';
import { canTouch, click, drag, middle, moveTo, press, swipe, type } from './hands.ts';
import { canvasOf, createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

type Answer = FmAnswerEvent['detail'];

const part = <T extends Element>({ shadowRoot }: Figure, selector: string): T => shadowRoot!.querySelector<T>(`.ask ${selector}`)!;
const button = (figure: Figure, which: 'submit' | 'button'): HTMLButtonElement => part(figure, `button[type="${which}"]`);
const status = (figure: Figure): string => part(figure, '[role="status"]').textContent.trim();

interface Asked {
  readonly figure: Figure;
  readonly answers: Answer[];
}

/** A figure that asks. */
async function createAsking(of: ReturnType<typeof html>): Promise<Asked> {
  const answers: Answer[] = [];
  const figure = await createFigure(of);
  figure.addEventListener('fm-answer', (event) => answers.push(event.detail));
  await waitUntil(() => part(figure, 'button'), 'nothing is asked');
  return { figure, answers };
}

const answered = (answers: readonly Answer[]): Promise<void> => waitUntil(() => answers.length > 0, 'no answer');

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('a figure that asks before it tells', () => {
  it('takes an arrow that the mouse drags, keeps its own to itself until then, and scores it', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.5" probe="point" ask="velocity" points="0,0" lang="en"></fm-field>`);
    expect(part(figure, 'p').textContent).to.contain('Which way does the flow go');
    expect([readingOf(figure), status(figure), button(figure, 'submit').disabled, button(figure, 'button').disabled]).to.deep.equal(['', '', true, true]);
    await drag(middle(canvasOf(figure)), middle(canvasOf(figure), 60, -30));
    await waitUntil(() => !button(figure, 'submit').disabled, 'the arrow is not taken');
    expect(readingOf(figure)).to.equal('');
    await click(middle(button(figure, 'submit')));
    await answered(answers);
    const [{ ask, probe, x, t, answer, truth, angleDeg, lengthRatio, error, score }] = answers;
    expect([ask, probe, x, t]).to.deep.equal(['velocity', 'point', [0, 0], 0.5]);
    expect(answer[0]).to.be.greaterThan(0);
    expect(answer[1]).to.be.greaterThan(0);
    const { velocity } = await firstValueFrom(figure.flow!.values({ model: 'exact', points: [0, 0], t: 0.5 }));
    expect([...velocity]).to.deep.equal([...truth]);
    const cosine = (answer[0] * truth[0] + answer[1] * truth[1]) / (Math.hypot(...answer) * Math.hypot(...truth));
    expect(angleDeg).to.be.closeTo((Math.acos(cosine) * 180) / Math.PI, 1e-6);
    expect(lengthRatio).to.be.closeTo(Math.hypot(...answer) / Math.hypot(...truth), 1e-9);
    expect(score).to.equal(Math.max(0, 1 - error));
    await waitUntil(() => status(figure).startsWith(`Your arrow points ${Math.round(angleDeg!)}° beside`), status(figure));
    await waitUntil(() => readingOf(figure).startsWith('x = (0.00, 0.00)'), readingOf(figure));
    // Another drag changes nothing; another question is asked elsewhere, and nothing is told again.
    await drag(middle(canvasOf(figure)), middle(canvasOf(figure), -60, 30));
    expect(answers).to.have.length(1);
    await click(middle(button(figure, 'button')));
    await waitUntil(() => status(figure) === '' && readingOf(figure) === '' && button(figure, 'submit').disabled, 'nothing is asked anew');
  });

  it('takes a point by keys: arrows move it, Enter gives it, Escape takes it back', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.3" probe="average-velocity" ask="end" points="0.2,0.1" lang="en"></fm-field>`);
    canvasOf(figure).focus();
    await press('ArrowRight', 'ArrowRight', 'ArrowUp');
    await waitUntil(() => !button(figure, 'submit').disabled, 'the point is not moved');
    await press('Escape');
    await waitUntil(() => button(figure, 'submit').disabled, 'it is not taken back');
    await press('ArrowLeft', 'Enter');
    await answered(answers);
    const [{ answer, truth, x, distance, error }] = answers;
    expect(answer[0]).to.be.lessThan(0.2);
    expect(answer[1]).to.be.closeTo(0.1, 1e-6);
    expect(distance).to.be.closeTo(Math.hypot(answer[0] - truth[0], answer[1] - truth[1]), 1e-9);
    expect(error).to.be.closeTo(distance / Math.hypot(truth[0] - x![0], truth[1] - x![1]), 1e-9);
    await waitUntil(() => status(figure).startsWith('Your point is'), status(figure));
    const { violations } = await axe.run(figure);
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
  });

  it('takes an arrow by a finger', async function () {
    if (!canTouch) this.skip();
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.5" probe="predictions" ask="velocity" points="0,0" lang="en"></fm-field>`);
    await swipe(middle(canvasOf(figure), 4, 0), middle(canvasOf(figure), 70, 10));
    await waitUntil(() => !button(figure, 'submit').disabled, 'the finger is not taken');
    await click(middle(button(figure, 'submit')));
    await answered(answers);
    expect(answers[0].answer[0]).to.be.greaterThan(0);
  });

  it('asks anew when the time has moved, for what was told of one time is not told of another', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.5" probe="point" ask="velocity" points="0,0" lang="en"></fm-field>`);
    const answer = async (count: number): Promise<void> => {
      await drag(middle(canvasOf(figure)), middle(canvasOf(figure), 60, -30));
      await waitUntil(() => !button(figure, 'submit').disabled, 'the arrow is not taken');
      await click(middle(button(figure, 'submit')));
      await waitUntil(() => answers.length === count && status(figure) !== '' && readingOf(figure) !== '', 'no answer');
    };
    await answer(1);
    figure.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!.focus();
    await press('ArrowRight', 'ArrowRight');
    await waitUntil(() => status(figure) === '' && readingOf(figure) === '' && button(figure, 'submit').disabled, `still told: ${status(figure)} ${readingOf(figure)}`);
    await answer(2);
    expect([answers[1].x, answers[1].t]).to.deep.equal([[0, 0], 0.52]);
    expect(answers[1].truth).not.to.deep.equal(answers[0].truth);
  });

  it('keeps what it told of a place on a line, whose time is its own', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="two-gaussians" t="0.5" probe="point" ask="velocity" points="0.4 @ 0.3" lang="en"></fm-field>`);
    await drag(middle(canvasOf(figure)), middle(canvasOf(figure), 40, -30));
    await waitUntil(() => !button(figure, 'submit').disabled, 'the arrow is not taken');
    await click(middle(button(figure, 'submit')));
    await answered(answers);
    expect(answers[0].t).to.equal(0.3);
    const told = status(figure);
    figure.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!.focus();
    await press('ArrowRight', 'ArrowRight');
    await waitUntil(() => figure.t === 0.52, String(figure.t));
    await figure.updateComplete;
    expect([status(figure), button(figure, 'submit').disabled]).to.deep.equal([told, true]);
  });

  it('takes a number that is typed and stepped, in French as well', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.5" probe="likelihood" ask="log-density" points="0.5,0.3" lang="fr"></fm-field>`);
    const input = part<HTMLInputElement>(figure, 'input');
    // What is typed there is neither the time of the figure nor a key of the page.
    const heard: string[] = [];
    const hear = (event: Event): void => void heard.push(`${event.type} ${(event as KeyboardEvent).key ?? ''}`);
    for (const type of ['input', 'keydown']) document.addEventListener(type, hear);
    await click(middle(input));
    await type('-2');
    for (const type of ['input', 'keydown']) document.removeEventListener(type, hear);
    expect(heard).to.deep.equal([]);
    await press('ArrowUp');
    await press('Enter');
    await answered(answers);
    const [{ answer, truth, error, score }] = answers;
    expect(answer).to.deep.equal([-1.9]);
    expect(error).to.be.closeTo(Math.abs(-1.9 - truth[0]), 1e-12);
    expect(score).to.equal(Math.max(0, 1 - error));
    await waitUntil(() => status(figure).startsWith(`La réponse est ${truth[0].toFixed(3).replace('.', ',').replace('-', '\u2212')}`), status(figure));
    await waitUntil(() => readingOf(figure).startsWith('x = (0,50'), readingOf(figure));
    await expectFrench(figure, ['moons gaussian']);
  });

  it('asks of a box, whose flux is told per unit of the time that the figure tells; who moves the box is asked anew', async () => {
    const { figure, answers } = await createAsking(html`<fm-field target="moons" t="0.5" probe="continuity" ask="flux" box="-1,-1; 1,1" convention="data-at-0" layers="particles" lang="en"></fm-field>`);
    const input = part<HTMLInputElement>(figure, 'input');
    await click(middle(input));
    await type('0.25');
    await press('Enter');
    await answered(answers);
    const [{ answer, truth, box, x }] = answers;
    expect([answer, box, x]).to.deep.equal([[-0.25], { lower: [-1, -1], upper: [1, 1] }, undefined]);
    const told = (-truth[0]).toFixed(3).replace('-', '\u2212');
    await waitUntil(() => status(figure).startsWith(`It is ${told}`), status(figure));
    await drag(middle(canvasOf(figure)), middle(canvasOf(figure), 40, 0));
    await waitUntil(() => status(figure) === '' && readingOf(figure) === '', 'nothing is asked anew');
  });

  it('says what cannot be asked, and nothing asks without the attribute', async () => {
    const element = await fixture<FmField>(html`<fm-field target="moons" probe="point" ask="mass" lang="en"></fm-field>`);
    await waitUntil(() => words(element).includes('"mass" is not what probe="point" tells'), words(element));
    element.removeAttribute('probe');
    await waitUntil(() => words(element).includes('there is none'), words(element));
    element.setAttribute('probe', 'pairs');
    element.setAttribute('ask', 'velocity');
    element.setAttribute('view', 'spacetime');
    await waitUntil(() => words(element).includes('3D over time'), words(element));
    element.removeAttribute('ask');
    await waitUntil(() => words(element) === '' && element.shadowRoot!.querySelector('.ask') === null, words(element));
  });
});
