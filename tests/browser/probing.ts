import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmSampler } from 'fm-elements';
import { press } from './hands.ts';
import { waitUntil } from './wait.ts';

export type Figure = FmField | FmSampler;

/** What a figure tells beside its picture. */
export const readingOf = ({ shadowRoot }: Figure): string => shadowRoot?.querySelector('.reading')?.textContent?.trim() ?? '';
export const canvasOf = ({ shadowRoot }: Figure): HTMLCanvasElement => shadowRoot!.querySelector('canvas')!;
export const numbers = (text: string): number[] => (text.replaceAll('\u2212', '-').match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);

/** A figure 600 pixels wide at the top of the page, drawn. */
export async function createFigure(figure: ReturnType<typeof html>): Promise<Figure> {
  const box = await fixture<HTMLElement>(html`<div style="width: 600px; margin-top: 20px">${figure}</div>`);
  const element = box.firstElementChild as Figure;
  await waitUntil(() => element.toSvg()?.includes('<'), 'nothing is drawn');
  await waitUntil(() => canvasOf(element).width > 300, 'no picture');
  // While the words of its language are on their way a figure is hidden, and no pointer meets it.
  await waitUntil(() => !element.shadowRoot!.querySelector('.figure[aria-busy]'), 'its words do not come');
  scrollTo(0, 0);
  return element;
}

/** The numbers of what is told of a place, once it is another text than `before`. */
export async function told(figure: Figure, before = ''): Promise<number[]> {
  await waitUntil(() => readingOf(figure).startsWith('x =') && readingOf(figure) !== before, 'nothing is told');
  return numbers(readingOf(figure));
}

/** The cross, put by a key and moved up by another: it stands higher, at the same place across. */
export async function expectMovedByKeys(figure: Figure): Promise<void> {
  const [x, y] = await told(figure);
  const before = readingOf(figure);
  await press('ArrowUp');
  const [sameX, higher] = await told(figure, before);
  expect(sameX).to.equal(x);
  expect(higher).to.be.greaterThan(y);
}
