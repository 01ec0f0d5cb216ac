import type { Page } from 'playwright-core';
import type { FmTrainer } from '../../components/classes.ts';

export const FIGURES = 'fm-field, fm-sampler, fm-trainer';

/** All that the figures of the page say: text, what screen readers are told, tips, and the text of vector pictures. */
export const saidIn = (page: Page): Promise<string[]> =>
  page.evaluate((figures) => [...document.querySelectorAll<FmTrainer>(figures)].flatMap((figure) => {
    const elements = [...figure.shadowRoot!.querySelectorAll('*')].filter(({ localName }) => localName !== 'style');
    const told = elements.flatMap((element) => ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''));
    const shown = elements.flatMap((element) => [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent ?? ''));
    return [...told, ...shown, ...[...(figure.toSvg() ?? '').matchAll(/>([^<]+)</g)].map(([, text]) => text)];
  }), FIGURES);
