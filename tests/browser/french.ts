import { expect } from '@open-wc/testing';
import { englishIn } from '../locales/english.ts';
import type { Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

const SPOKEN = ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'alt', 'placeholder'];

/** All that a figure says: its text, what its attributes tell a screen reader or show in a tip, and the text of its vector picture. */
export function saidBy(figure: Figure): string[] {
  const elements = [...figure.shadowRoot!.querySelectorAll('*')].filter(({ localName }) => localName !== 'style');
  const own = elements.flatMap((element) => [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent ?? ''));
  const told = elements.flatMap((element) => SPOKEN.map((name) => element.getAttribute(name) ?? ''));
  const drawn = [...(figure.toSvg() ?? '').matchAll(/>([^<]+)</g)].map(([, text]) => text);
  return [...own, ...told, ...drawn].map((text) => text.trim()).filter(Boolean);
}

/** @param ignored  what the author of the page has written */
export const englishBy = (figure: Figure, ignored: readonly string[] = []): string[] =>
  saidBy(figure).flatMap((text) => englishIn(text, ignored).map((word) => `${word}: ${text}`));

/** Waits for French: a figure is given a moment to redraw. */
export async function expectFrench(figure: Figure, ignored: readonly string[] = []): Promise<void> {
  await waitUntil(() => saidBy(figure).length > 0 && englishBy(figure, ignored).length === 0, 'English words').catch(() =>
    expect(englishBy(figure, ignored), `in <${figure.localName}>`).to.deep.equal([]),
  );
}
