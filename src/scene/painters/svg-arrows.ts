import type { ArrowsMark } from '../marks.ts';
import { DASH_PX, forEachArrow } from './arrow-shape.ts';
import type { Pen } from './pen.ts';
import { PathData, rounded } from './svg-path.ts';

export function arrowElements({ camera, ink }: Pen, mark: ArrowsMark): string {
  const open = mark.shape === 'dashed';
  const [shafts, heads] = [new PathData(), new PathData()];
  forEachArrow(camera, mark, ({ tail, neck, left, tip, right, notch }) => {
    shafts.moveTo(...tail);
    shafts.lineTo(...neck);
    heads.moveTo(...left);
    heads.lineTo(...tip);
    heads.lineTo(...right);
    if (open) return;
    heads.lineTo(...notch);
    heads.close();
  });
  if (!shafts.text) return '';
  const stroke = `${ink('stroke', mark.color, mark.opacity)} stroke-width="${rounded(mark.widthPx)}"`;
  const dash = open ? ` stroke-dasharray="${DASH_PX.join(' ')}"` : '';
  const head = open ? stroke : ink('fill', mark.color, mark.opacity);
  return `<path ${stroke}${dash} d="${shafts.text}"/><path ${head} d="${heads.text}"/>`;
}
