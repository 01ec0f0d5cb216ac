import type { Rgba } from '../colors.ts';

/** Lets the browser read any CSS colour: painted on one pixel and looked at. Undefined when it is no colour. */
export function readColor(css: string, document: Document): Rgba | undefined {
  if (!CSS.supports('color', css)) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return undefined;
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  return [r / 255, g / 255, b / 255, a / 255];
}
