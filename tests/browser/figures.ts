import { waitUntil } from '@open-wc/testing';
import type { FmField, FmSampler, FmTrainer } from 'fm-elements';

export type Figure = FmField | FmTrainer | FmSampler;

/** A table as an address. */
export const csv = (text: string): string => `data:text/csv,${encodeURIComponent(text)}`;
/** A table without a mistake. */
export const GOOD = csv('a,b\n' + Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 11}`).join('\n'));

/** Whether there is ink on the picture. */
function isPainted(figure: Figure): boolean {
  const canvas = figure.shadowRoot?.querySelector('canvas');
  if (!canvas?.width || !canvas.height) return false;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}

/** Only what is seen is painted. */
export const painted = (figure: Figure): Promise<void> => {
  figure.scrollIntoView();
  return waitUntil(() => isPainted(figure), 'nothing was painted', { timeout: 15_000 });
};
/** What the figure says of its mistake. */
export const words = (figure: Figure): string => figure.shadowRoot?.querySelector('[part="problem"]')?.textContent?.trim() ?? '';
