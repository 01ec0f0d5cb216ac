import type { Page } from 'playwright-core';

/** Pictures are compared so small: antialiasing and fonts hardly show, colours, marks and layers do. */
const WIDTH_PX = 128;
/** A page that was given no rest for so long still moves. */
const PATIENCE_MS = 20_000;

export interface Difference {
  /** Of all channels of all pixels, in [0, 255]. */
  readonly mean: number;
  /** The part of the pixels in which a channel is further off than 32 of 255. */
  readonly part: number;
}

type Canvases = { picture(): string; compare(reference: string): Promise<Difference> };

/** Runs in the page; everything that it needs is within. */
function install(widthPx: number): void {
  const paint = (): HTMLCanvasElement => {
    const found = [...document.querySelectorAll('*')].flatMap((element) => [...(element.shadowRoot?.querySelectorAll('canvas') ?? [])]).filter(({ width, height }) => width > 1 && height > 1);
    const heights = found.map(({ width, height }) => Math.round((widthPx * height) / width));
    const sheet = Object.assign(document.createElement('canvas'), { width: widthPx, height: Math.max(1, heights.reduce((sum, height) => sum + height, 0)) });
    const context = sheet.getContext('2d', { willReadFrequently: true })!;
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, sheet.width, sheet.height);
    let top = 0;
    for (const [i, canvas] of found.entries()) {
      // Halved again and again: one step would leave pixels out.
      let [source, width, height]: [HTMLCanvasElement, number, number] = [canvas, canvas.width, canvas.height];
      while (width > 2 * widthPx) {
        [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
        const half = Object.assign(document.createElement('canvas'), { width, height });
        half.getContext('2d')!.drawImage(source, 0, 0, width, height);
        source = half;
      }
      context.drawImage(source, 0, top, widthPx, heights[i]);
      top += heights[i];
    }
    return sheet;
  };
  const pixelsOf = (image: CanvasImageSource, width: number, height: number): Uint8ClampedArray => {
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!;
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  };
  const canvases: Canvases = {
    picture: () => paint().toDataURL(),
    async compare(reference) {
      const known = await createImageBitmap(await (await fetch(reference)).blob());
      const actual = paint();
      if (known.width !== actual.width || known.height !== actual.height) return { mean: 255, part: 1 };
      const [a, b] = [known, actual].map((image) => pixelsOf(image, known.width, known.height));
      let [sum, off] = [0, 0];
      for (let i = 0; i < a.length; i += 4) {
        const distances = [0, 1, 2].map((k) => Math.abs(a[i + k] - b[i + k]));
        sum += distances[0] + distances[1] + distances[2];
        if (Math.max(...distances) > 32) off++;
      }
      return { mean: sum / (0.75 * a.length), part: off / (a.length / 4) };
    },
  };
  Object.assign(globalThis, { canvases });
}

const inPage = <T>(page: Page, script: string): Promise<T> => page.evaluate(`globalThis.canvases.${script}`);

/** Waits until the figures of a page have painted what there is to paint. @returns all canvases, one under the other, as a small PNG */
export async function pictureAtRest(page: Page): Promise<Buffer> {
  await page.evaluate(install, WIDTH_PX);
  let [last, same] = ['', 0];
  for (const patience = AbortSignal.timeout(PATIENCE_MS); same < 6; ) {
    patience.throwIfAborted();
    await page.waitForTimeout(100);
    const picture = await inPage<string>(page, 'picture()');
    const busy = await page.evaluate(() => [...document.querySelectorAll('fm-field, fm-sampler, fm-trainer')].some((figure) => figure.shadowRoot?.querySelector('[aria-busy="true"]')));
    same = picture === last && !busy ? same + 1 : 0;
    last = picture;
  }
  return Buffer.from(last.slice(last.indexOf(',') + 1), 'base64');
}

/** How far the page's figures are from a picture that {@link pictureAtRest} gave earlier. */
export const differenceTo = (page: Page, reference: Buffer): Promise<Difference> =>
  inPage(page, `compare('data:image/png;base64,${reference.toString('base64')}')`);
