import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { Ink } from '../colors.ts';
import { formulaWidthPx } from '../formula.ts';
import type { Formula } from '../formula.ts';
import type { ArrowsMark, LabelMark, Mark, TextMark } from '../marks.ts';
import { formatTicks, roundDown } from '../ticks.ts';
import type { ArrowScale } from './arrows.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import type { AxisReading } from './axes.ts';

/** The longest that the arrow of the length scale may be, alone and among others. */
const LONGEST_PX = { alone: 42, among: 28 };
const GAP_PX = 6;
const ENTRY_GAP_PX = 16;
const BAR_PX = { width: 56, height: 9 };
const BAR_STEPS = 16;

export interface LegendEntry extends Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'> {
  readonly formula: Formula;
}

/** Above the plot, on the right: what the arrows are, and an arrow of each whose speed is a round number across. */
export function arrowLegend(
  camera: PlaneCamera,
  entries: readonly LegendEntry[],
  scale: ArrowScale,
  across: AxisReading,
  fontSizePx: number,
  locale?: string,
): Mark[] {
  const pxPerValue = scale.pxPerSpeed / Math.abs(across.scale);
  const speed = roundDown((entries.length > 1 ? LONGEST_PX.among : LONGEST_PX.alone) / pxPerValue);
  const lengthPx = speed * pxPerValue;
  const [text] = formatTicks([speed], locale);
  const line = legendLine(camera);
  let usedPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  const marks: Mark[] = [line.number(text, 0)];
  entries.forEach(({ formula, color, shape, opacity, widthPx }, i) => {
    marks.push(
      {
        kind: 'arrows',
        count: 1,
        positions: Float32Array.of(line.x(usedPx + lengthPx / 2), line.y, 0),
        vectors: Float32Array.of(lengthPx / camera.unitPx[0], 0, 0),
        widthPx,
        shape,
        color,
        opacity,
        version: 0,
      },
      line.label(`field ${i}`, formula, usedPx + lengthPx + GAP_PX),
    );
    usedPx += lengthPx + GAP_PX + formulaWidthPx(formula, fontSizePx) + ENTRY_GAP_PX;
  });
  return marks;
}

/**
 * Above the plot, on the right: what the shades are, from nothing to the darkest.
 *
 * @param darkest  in world units, with the opacity that stands for it
 */
export function shadeLegend(
  camera: PlaneCamera,
  formula: Formula,
  darkest: { readonly value: number; readonly opacity: number; readonly color: Ink },
  across: AxisReading,
  fontSizePx: number,
  locale?: string,
): Mark[] {
  const [text] = formatTicks([Number((darkest.value * Math.abs(across.scale)).toPrecision(2))], locale);
  const line = legendLine(camera);
  const rightPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  const leftPx = rightPx + BAR_PX.width;
  const up = BAR_PX.height / 2 / camera.unitPx[1];
  return [
    line.number(text, 0),
    {
      kind: 'image',
      columns: BAR_STEPS,
      rows: 1,
      opacities: Uint8ClampedArray.from({ length: BAR_STEPS }, (_, step) => (255 * darkest.opacity * (step + 0.5)) / BAR_STEPS),
      lower: [line.x(leftPx), line.y - up],
      upper: [line.x(rightPx), line.y + up],
      color: darkest.color,
      opacity: 1,
    },
    line.number('0', leftPx + GAP_PX),
    line.label('difference', formula, leftPx + 2 * GAP_PX + textWidthPx('0', TICK_SIZE * fontSizePx)),
  ];
}

/** The line above the plot, along which places are counted in pixels from its right end. */
function legendLine(camera: PlaneCamera) {
  const [right, top] = camera.visible.upper;
  const middlePx = -0.5 * camera.plot.top;
  const place = (px: number) => ({ at: [right, top, 0], offsetPx: [-px, middlePx], align: 'right', baseline: 'middle', color: 'ink' }) as const;
  return {
    x: (px: number): number => right - px / camera.unitPx[0],
    y: top - middlePx / camera.unitPx[1],
    number: (text: string, px: number): TextMark => ({ ...place(px), kind: 'text', text, size: TICK_SIZE, opacity: 0.72 }),
    label: (key: string, formula: Formula, px: number): LabelMark => ({ ...place(px), kind: 'label', key, formula }),
  };
}
