import {
  formatTicks, formulaWidthPx, roundDown,
  type ArrowsMark, type Formula, type LabelMark, type Mark, type PlaneCamera, type TextMark,
} from '../../scene/index.ts';
import type { Legend } from '../layer.ts';
import type { LegendPlace } from '../view.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';

/** The longest that the arrow of the length scale may be, alone and among others; and of arrows that all have one length. */
const LONGEST_PX = { alone: 42, among: 28, even: 22 };
/** Within an entry of a legend, and between two. */
export const GAP_PX = 6;
export const ENTRY_GAP_PX = 16;

export interface LegendEntry extends Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'> {
  readonly formula: Formula;
}

/**
 * What the arrows are, and an arrow of each whose speed is a round number.
 *
 * @param pxPerSpeed  pixels for a unit of speed of the data's inner coordinates; undefined where all arrows are equally long
 */
export function arrowLegend({ line, unit, fontSizePx, locale }: LegendPlace, entries: readonly LegendEntry[], pxPerSpeed: number | undefined): Legend {
  const longestPx = entries.length > 1 ? LONGEST_PX.among : LONGEST_PX.alone;
  const pxPerValue = pxPerSpeed === undefined ? undefined : pxPerSpeed / (unit ?? 1);
  const speed = pxPerValue === undefined ? undefined : roundDown(longestPx / pxPerValue);
  const lengthPx = speed === undefined || pxPerValue === undefined ? LONGEST_PX.even : speed * pxPerValue;
  const [text] = speed === undefined || unit === undefined ? [] : formatTicks([speed], locale);
  let usedPx = text === undefined ? 0 : textWidthPx(text, TICK_SIZE * fontSizePx) + GAP_PX;
  const marks: Mark[] = text === undefined ? [] : [line.number(text, 0)];
  entries.forEach(({ formula, color, shape, opacity, widthPx }) => {
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
      line.label(`${color} ${formula.map(({ text, subscript }) => text + (subscript?.text ?? '')).join('')}`, formula, usedPx + lengthPx + GAP_PX),
    );
    usedPx += lengthPx + GAP_PX + formulaWidthPx(formula, fontSizePx) + ENTRY_GAP_PX;
  });
  return { marks, widthPx: usedPx };
}

/** A line of the figure along which places are counted in pixels from its right end. */
export interface LegendLine {
  /** World position of a place. */
  at(px: number): readonly [number, number, number];
  /** The world's way of one pixel across. */
  readonly across: readonly [number, number, number];
  /** World units of one pixel up; 0 where the line does not lie on paper. */
  readonly up: number;
  number(text: string, px: number): TextMark;
  label(key: string, formula: Formula, px: number): LabelMark;
}

/** Above the plot and a row of so many pixels there, up to so many pixels before its right end. */
export function planeLine({ visible, plot, unitPx }: PlaneCamera, { endPx = 0, rowPx = 0 } = {}): LegendLine {
  const [right, top] = visible.upper;
  const at = (px: number) => [right - (px + endPx) / unitPx[0], top + (0.5 * (plot.top + rowPx)) / unitPx[1], 0] as const;
  return lineOf(at, [1 / unitPx[0], 0, 0], 1 / unitPx[1]);
}

/** The same line further left. */
export const shifted = (line: LegendLine, byPx: number): LegendLine => lineOf((px) => line.at(px + byPx), line.across, line.up);

/** @param at  world position of a place that many pixels from the right end */
export function lineOf(at: LegendLine['at'], across: LegendLine['across'], up: number): LegendLine {
  const place = (px: number) => ({ at: at(px), offsetPx: [0, 0], align: 'right', baseline: 'middle', color: 'ink' }) as const;
  return {
    at,
    across,
    up,
    number: (text, px) => ({ ...place(px), kind: 'text', text, size: TICK_SIZE, opacity: 0.72 }),
    label: (key, formula, px) => ({ ...place(px), kind: 'label', key, formula }),
  };
}
