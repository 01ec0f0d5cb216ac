import { aTimeout, fixture, html } from '@open-wc/testing';
import type { FmDataEvent, FmField, FmSampler } from 'fm-elements';
import 'fm-elements';
import { painted, type Figure } from './figures.ts';
import { click, middle, type GivenFile } from './hands.ts';
import { waitUntil } from './wait.ts';

const ROWS = 'length_mm,depth_mm,mass_g,species\n' + Array.from({ length: 60 }, (_, i) => `${40 + (i % 7)},${15 + ((i * 3) % 11)},${3000 + 10 * i},${i % 3 ? 'Adelie' : 'Gentoo'}`).join('\n');
export const CSV: GivenFile = { name: 'birds.csv', text: ROWS };

/** Of what a figure has for its reader's own data. */
export const part = <T extends Element>({ shadowRoot }: Figure, selector: string): T => shadowRoot!.querySelector<T>(`.own-data ${selector}`)!;
export const account = (figure: Figure): string => part(figure, '.account')?.textContent?.trim() ?? '';
export const wrong = (figure: Figure): string => part(figure, '[role="alert"]')?.textContent?.trim() ?? '';
export const target = ({ flow }: Figure) => flow!.laws.target;
export const until = (holds: () => unknown, about: string): Promise<void> => waitUntil(() => Boolean(holds()), about);

/** In view, where a pointer meets it. */
export function seen<T extends Element>(element: T): T {
  element.scrollIntoView({ block: 'center' });
  return element;
}
export const pictureOf = ({ shadowRoot }: Figure): Element => seen(shadowRoot!.querySelector('canvas')!);

/** What is told of the data may take another line, which moves all below it: something is met where it has come to rest. */
export async function atRestIn(figure: Figure, selector: string): Promise<Element> {
  const place = (): string => JSON.stringify(seen(part(figure, selector)).getBoundingClientRect());
  for (let last = ''; last !== place(); await aTimeout(600)) last = place();
  return part(figure, selector);
}
export const clickOn = async (figure: Figure, selector: string): Promise<void> => click(middle(await atRestIn(figure, selector)));

export const drawnWords = (figure: Figure): string => part(figure, '.drawing [role="status"]')?.textContent?.trim() ?? '';
export const pointsDrawn = (figure: Figure): number => Number.parseInt(drawnWords(figure), 10);

export interface Own {
  readonly page: HTMLElement;
  readonly figure: FmField;
  readonly follower: FmSampler;
  readonly told: FmDataEvent['detail'][];
}

/** A figure that takes data, and one that follows it. */
export async function createOwn(ways: string, lang = 'en', widthPx = 420): Promise<Own> {
  const page = await fixture<HTMLElement>(html`<div style="width: ${widthPx}px" lang=${lang}>
    <fm-field id="own" target="moons" own-data=${ways}></fm-field><fm-sampler from="#own" view="plane" controls="none"></fm-sampler><p></p>
  </div>`);
  const figure = page.querySelector('fm-field')!;
  const told: FmDataEvent['detail'][] = [];
  page.addEventListener('fm-data', (event) => told.push(event.detail));
  await painted(figure);
  await until(() => part(figure, 'button'), 'nothing takes data');
  return { page, figure, follower: page.querySelector('fm-sampler')!, told };
}
