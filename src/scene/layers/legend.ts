import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { Formula } from '../formula.ts';
import type { ArrowsMark, LabelMark, Mark } from '../marks.ts';
import { formatTicks, roundBelow } from '../ticks.ts';
import type { ArrowScale } from './arrows.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import type { AxisReading } from './axes.ts';

/** The longest that the arrow of the length scale may be. */
const LONGEST_PX = 42;
const GAP_PX = 6;

export interface LegendEntry {
  readonly formula: Formula;
  readonly color: ArrowsMark['color'];
  readonly shape: ArrowsMark['shape'];
}

/** Above the plot, on the right: what the arrows are, and an arrow whose speed is a round number across. */
export function arrowLegend(
  camera: PlaneCamera,
  entries: readonly LegendEntry[],
  scale: ArrowScale,
  across: AxisReading,
  fontSizePx: number,
  locale?: string,
): Mark[] {
  const pxPerValue = scale.pxPerSpeed / Math.abs(across.scale);
  const speed = roundBelow(LONGEST_PX / pxPerValue, 'down');
  const lengthPx = speed * pxPerValue;
  const [text] = formatTicks([speed], locale);
  const right = camera.visible.upper[0];
  const top = camera.visible.upper[1];
  const middlePx = -0.5 * camera.plot.top;
  const toX = (px: number) => right - px / camera.unitPx[0];
  const y = top - middlePx / camera.unitPx[1];
  const marks: Mark[] = [
    {
      kind: 'text',
      text,
      at: [right, top, 0],
      offsetPx: [0, middlePx],
      align: 'right',
      baseline: 'middle',
      size: TICK_SIZE,
      color: 'ink',
      opacity: 0.72,
    },
  ];
  let usedPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  for (const { formula, color, shape } of entries) {
    marks.push({
      kind: 'arrows',
      count: 1,
      positions: Float32Array.of(toX(usedPx + lengthPx / 2), y, 0),
      vectors: Float32Array.of(lengthPx / camera.unitPx[0], 0, 0),
      widthPx: 1.4,
      shape,
      color,
      opacity: 0.9,
    });
    usedPx += lengthPx + GAP_PX;
    const label: LabelMark = {
      kind: 'label',
      key: `legend-${shape}`,
      formula,
      color: 'ink',
      at: [right, top, 0],
      offsetPx: [-usedPx, middlePx],
      align: 'right',
      baseline: 'middle',
    };
    marks.push(label);
    // Mathematics is set by the browser, so its width is only guessed: one figure for each letter, subscripts smaller.
    usedPx += fontSizePx * 0.62 * formula.reduce((sum, part) => sum + part.text.length + 0.7 * (part.subscript?.text.length ?? 0), 0);
    usedPx += 2 * GAP_PX;
  }
  return marks;
}
