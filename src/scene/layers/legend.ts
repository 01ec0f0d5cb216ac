import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { Formula } from '../formula.ts';
import type { ArrowsMark, Mark, TextMark } from '../marks.ts';
import { formatTicks, roundDown } from '../ticks.ts';
import type { ArrowScale } from './arrows.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import type { AxisReading } from './axes.ts';

/** The longest that the arrow of the length scale may be. */
const LONGEST_PX = 42;
const GAP_PX = 6;

export interface LegendEntry extends Pick<ArrowsMark, 'color' | 'shape' | 'opacity'> {
  readonly formula: Formula;
}

/** Above the plot, on the right: what the arrows are, and an arrow whose speed is a round number across. */
export function arrowLegend(
  camera: PlaneCamera,
  { formula, color, shape, opacity }: LegendEntry,
  scale: ArrowScale,
  across: AxisReading,
  fontSizePx: number,
  locale?: string,
): Mark[] {
  const pxPerValue = scale.pxPerSpeed / Math.abs(across.scale);
  const speed = roundDown(LONGEST_PX / pxPerValue);
  const lengthPx = speed * pxPerValue;
  const [text] = formatTicks([speed], locale);
  const right = camera.visible.upper[0];
  const top = camera.visible.upper[1];
  const middlePx = -0.5 * camera.plot.top;
  const toX = (px: number) => right - px / camera.unitPx[0];
  const y = top - middlePx / camera.unitPx[1];
  const number: TextMark = {
    kind: 'text',
    text,
    at: [right, top, 0],
    offsetPx: [0, middlePx],
    align: 'right',
    baseline: 'middle',
    size: TICK_SIZE,
    color: 'ink',
    opacity: 0.72,
  };
  const numberPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  return [
    number,
    {
      kind: 'arrows',
      count: 1,
      positions: Float32Array.of(toX(numberPx + lengthPx / 2), y, 0),
      vectors: Float32Array.of(lengthPx / camera.unitPx[0], 0, 0),
      widthPx: 1.4,
      shape,
      color,
      opacity,
    },
    {
      kind: 'label',
      key: 'field',
      formula,
      color: 'ink',
      at: [right, top, 0],
      offsetPx: [-(numberPx + lengthPx + GAP_PX), middlePx],
      align: 'right',
      baseline: 'middle',
    },
  ];
}
