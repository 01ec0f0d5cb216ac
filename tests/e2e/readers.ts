/** A reader at a page in Firefox (by Puppeteer) or in WebKit (by WebDriver): the few things that the article's tests do. */
import puppeteer from 'puppeteer-core';
import { ensureBrowsers } from '../../scripts/browser.mjs';
import { startDisplay } from '../../scripts/display.mjs';
import { firefoxOptions } from '../../scripts/firefox.mjs';
import { startWebKit } from '../../scripts/webkit.mjs';

const PAGE = { width: 900, height: 900 };
const DRAG_STEPS = 4;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Reader {
  open(url: string): Promise<void>;
  /** Runs in the page; everything that it needs is within. */
  evaluate<A extends unknown[], R>(inPage: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  click(at: Place): Promise<void>;
  drag(from: Place, to: Place): Promise<void>;
  /** The page as a PDF; undefined where the driver cannot print. */
  print(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

async function firefoxReader(path: string): Promise<Reader> {
  const browser = await puppeteer.launch(await firefoxOptions(path));
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.setViewport(PAGE);
  return {
    open: async (url) => void (await page.goto(url)),
    evaluate: (inPage, ...args) => page.evaluate(inPage as never, ...args),
    click: ({ x, y }) => page.mouse.click(x, y),
    drag: async (from, to) => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: DRAG_STEPS });
      await page.mouse.up();
    },
    print: () => page.pdf({ format: 'A4' }),
    close: () => browser.close(),
  };
}

async function webkitReader(webkit: NonNullable<ReturnType<typeof ensureBrowsers>['webkit']>): Promise<Reader> {
  const window = await startWebKit(webkit, await startDisplay());
  await window.resize(PAGE.width, PAGE.height);
  const to = ({ x, y }: Place) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport' });
  const [down, up] = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }));
  const mouse = (...actions: object[]): Promise<void> => window.act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  return {
    open: (url) => window.open(url),
    evaluate: (inPage, ...args) => window.evaluate(inPage, ...args),
    click: (at) => mouse(to(at), down, up),
    drag: (from, at) => {
      const between = (i: number): Place => ({ x: from.x + ((at.x - from.x) * i) / DRAG_STEPS, y: from.y + ((at.y - from.y) * i) / DRAG_STEPS });
      return mouse(to(from), down, ...Array.from({ length: DRAG_STEPS }, (_, i) => to(between(i + 1))), up);
    },
    print: () => Promise.resolve(undefined),
    close: () => window.close(),
  };
}

const { firefox, webkit } = ensureBrowsers();

/** Undefined for a browser that is not here. */
export const readers: readonly { name: string; start: (() => Promise<Reader>) | undefined }[] = [
  { name: 'Firefox', start: firefox === undefined ? undefined : () => firefoxReader(firefox) },
  { name: 'WebKit', start: webkit === undefined ? undefined : () => webkitReader(webkit) },
];
