import { aTimeout } from '@open-wc/testing';
import type { FmField, FmSampler, FmTrainer } from 'fm-elements';
import { waitUntil } from './wait.ts';

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
  return waitUntil(() => isPainted(figure), 'nothing was painted');
};
/** Whether a field has its arrows and its cloud, of which either may come first, or a sampler its cloud. */
export function isWhole(figure: FmField | FmSampler): boolean {
  const svg = figure.toSvg() ?? '';
  return svg.includes('stroke-linecap="round"') && (figure.localName === 'fm-sampler' || /stroke-width="1\.[24]"/.test(svg));
}
/** What figures draw once finer answers change it no more. @param take  what is drawn at present */
export async function atRest(take: () => readonly string[]): Promise<readonly string[]> {
  for (let last = take(); ; ) {
    await aTimeout(800);
    const now = take();
    if (now.every((picture, i) => picture === last[i])) return now;
    last = now;
  }
}
/** What the figure says of its mistake. */
export const words = (figure: Figure): string => figure.shadowRoot?.querySelector('[part="problem"]')?.textContent?.trim() ?? '';
