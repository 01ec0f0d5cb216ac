import type { Camera } from '../cameras/camera.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { atFocus } from '../cameras/spacetime-camera.ts';
import type { Ink } from '../colors.ts';
import { formulaWidthPx } from '../formula.ts';
import type { Formula } from '../formula.ts';
import type { ArrowsMark, LabelMark, Mark, TextMark } from '../marks.ts';
import { formatTicks, roundDown } from '../ticks.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import type { AxisReading } from './axes.ts';

/** The longest that the arrow of the length scale may be, alone and among others. */
const LONGEST_PX = { alone: 42, among: 28 };
const GAP_PX = 6;
const ENTRY_GAP_PX = 16;
const BAR_PX = { width: 56, height: 9 };
const BAR_STEPS = 16;
/** From the right edge of a figure without axes. */
const CORNER_PX = 8;

export interface LegendEntry extends Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'> {
  readonly formula: Formula;
}

/**
 * What the arrows are, and an arrow of each whose speed is a round number.
 *
 * @param pxPerValue  pixels for one unit of speed, as readers know the data
 */
export function arrowLegend(line: LegendLine, entries: readonly LegendEntry[], pxPerValue: number, fontSizePx: number, locale?: string): Mark[] {
  const speed = roundDown((entries.length > 1 ? LONGEST_PX.among : LONGEST_PX.alone) / pxPerValue);
  const lengthPx = speed * pxPerValue;
  const [text] = formatTicks([speed], locale);
  let usedPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  const marks: Mark[] = [line.number(text, 0)];
  entries.forEach(({ formula, color, shape, opacity, widthPx }, i) => {
    marks.push(
      {
        kind: 'arrows',
        count: 1,
        positions: Float32Array.from(line.at(usedPx + lengthPx / 2)),
        vectors: Float32Array.from(line.across, (part) => part * lengthPx),
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
  const line = planeLine(camera);
  const rightPx = textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  const leftPx = rightPx + BAR_PX.width;
  const up = BAR_PX.height / 2 / camera.unitPx[1];
  const [left, middle] = line.at(leftPx);
  return [
    line.number(text, 0),
    {
      kind: 'image',
      columns: BAR_STEPS,
      rows: 1,
      opacities: Uint8ClampedArray.from({ length: BAR_STEPS }, (_, step) => (255 * darkest.opacity * (step + 0.5)) / BAR_STEPS),
      lower: [left, middle - up],
      upper: [line.at(rightPx)[0], middle + up],
      color: darkest.color,
      opacity: 1,
    },
    line.number('0', leftPx + GAP_PX),
    line.label('difference', formula, leftPx + 2 * GAP_PX + textWidthPx('0', TICK_SIZE * fontSizePx)),
  ];
}

/** A line of the figure along which places are counted in pixels from its right end. */
export interface LegendLine {
  /** World position of a place. */
  at(px: number): readonly [number, number, number];
  /** The world's way of one pixel across. */
  readonly across: readonly [number, number, number];
  number(text: string, px: number): TextMark;
  label(key: string, formula: Formula, px: number): LabelMark;
}

/** Above the plot, up to its right end. */
export function planeLine(camera: PlaneCamera): LegendLine {
  const [right, top] = camera.visible.upper;
  const upPx = 0.5 * camera.plot.top;
  const at = (px: number) => [right - px / camera.unitPx[0], top + upPx / camera.unitPx[1], 0] as const;
  return lineOf(at, [1 / camera.unitPx[0], 0, 0]);
}

/** At the lower right corner of a deep figure, which names do not reach, and whose arrows have their nominal length in the middle. */
export function cornerLine(camera: Camera, fontSizePx: number): LegendLine {
  const at = (px: number) => atFocus(camera, camera.widthPx - CORNER_PX - px, camera.heightPx - 0.8 * fontSizePx);
  const [from, to] = [at(1), at(0)];
  return lineOf(at, [to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
}

function lineOf(at: LegendLine['at'], across: LegendLine['across']): LegendLine {
  const place = (px: number) => ({ at: at(px), offsetPx: [0, 0], align: 'right', baseline: 'middle', color: 'ink' }) as const;
  return {
    at,
    across,
    number: (text, px) => ({ ...place(px), kind: 'text', text, size: TICK_SIZE, opacity: 0.72 }),
    label: (key, formula, px) => ({ ...place(px), kind: 'label', key, formula }),
  };
}
