import { formatTicks, formulaWidthPx, type Formula, type Ink, type Mark } from '../../scene/index.ts';
import type { Legend } from '../layer.ts';
import type { LegendPlace } from '../view.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import { ENTRY_GAP_PX, GAP_PX } from './legend.ts';

const BAR_PX = { width: 56, height: 9 };
const BAR_STEPS = 16;

/** What shades stand for: from the value at the left end of the bar to that at its right one. */
export interface Shades {
  /** In units of the figure. */
  readonly values: readonly [left: number, right: number];
  /** From left to right, all equally long; opacities 0..1 at both ends of each. */
  readonly stretches: readonly { readonly color: Ink; readonly from: number; readonly to: number }[];
}

/** What shades are, as a bar between two numbers. */
export function shadeLegend({ line, fontSizePx, locale }: LegendPlace, formula: Formula, { values, stretches }: Shades): Legend {
  const [left, right] = formatTicks(values.map((value) => Number(value.toPrecision(2))), locale);
  const rightPx = textWidthPx(right, TICK_SIZE * fontSizePx) + GAP_PX;
  const leftPx = rightPx + BAR_PX.width;
  const up = (BAR_PX.height / 2) * line.up;
  const middle = line.at(leftPx)[1];
  const widthPx = BAR_PX.width / stretches.length;
  const steps = Math.ceil(BAR_STEPS / stretches.length);
  const formulaPx = leftPx + 2 * GAP_PX + textWidthPx(left, TICK_SIZE * fontSizePx);
  const marks: Mark[] = [
    line.number(right, 0),
    ...stretches.map(({ color, from, to }, i): Mark => ({
      kind: 'image',
      columns: steps,
      rows: 1,
      opacities: Uint8ClampedArray.from({ length: steps }, (_, step) => 255 * (from + ((to - from) * (step + 0.5)) / steps)),
      lower: [line.at(leftPx - i * widthPx)[0], middle - up],
      upper: [line.at(leftPx - (i + 1) * widthPx)[0], middle + up],
      color,
      opacity: 1,
    })),
    line.number(left, leftPx + GAP_PX),
    line.label('shades', formula, formulaPx),
  ];
  return { marks, widthPx: formulaPx + formulaWidthPx(formula, fontSizePx) + ENTRY_GAP_PX };
}
