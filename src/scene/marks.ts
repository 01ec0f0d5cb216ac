import type { Ink } from './colors.ts';
import type { Formula } from './formula.ts';

/** A coordinate for positions that are left out: unlike NaN it is safe on every GPU. */
export const NOWHERE = 1e9;

/**
 * What a picture is made of. World positions are interleaved x, y, z (plane figures keep z = 0); sizes are CSS pixels.
 * A scene owns its marks and their arrays and may overwrite them at its next frame, so a painter keeps nothing of them
 * but what it refreshes whenever `version` has changed. Positions that are not finite or at `NOWHERE` are not painted.
 */
interface Painted {
  readonly color: Ink;
  /** In [0, 1]. */
  readonly opacity: number;
  /** Cut off at the camera's plot rectangle. */
  readonly clipped?: boolean;
}

/** Colours of single dots, in place of one for all: dot `i` has `inks[ofDots[i]]`. Other colours are another object. */
export interface DotColors {
  readonly inks: readonly Ink[];
  readonly ofDots: Uint8Array;
}

/** Round dots. */
export interface PointsMark extends Painted {
  readonly kind: 'points';
  readonly count: number;
  readonly positions: Float32Array;
  readonly colors?: DotColors;
  /** At the camera's focus; perspective makes near dots larger. */
  readonly radiusPx: number;
  /** Dots that perspective makes smaller are fainter, larger ones stronger: by their size to this power. 0 when absent. */
  readonly fade?: number;
  readonly version: number;
}

/**
 * `count` lines of `steps` vertices each, time-major: vertex `s` of line `i` at `[(s * count + i) * 3]`.
 * Colour and opacity belong to the step: worldlines run through the colours of time, trails fade with age.
 */
export interface ThreadsMark {
  readonly kind: 'threads';
  readonly count: number;
  readonly steps: number;
  readonly positions: Float32Array;
  /** The colour of each step, as a model time. */
  readonly times: Float32Array;
  /** One colour for all steps, in place of their times'. */
  readonly color?: Ink;
  readonly opacities: Float32Array;
  /** In [0, 1], on top of the steps' own. */
  readonly opacity: number;
  readonly widthPx: number;
  /** Drawn from this fractional step to that one. */
  readonly fromStep: number;
  readonly toStep: number;
  /** Cut off at the camera's plot rectangle. */
  readonly clipped?: boolean;
  readonly version: number;
}

/** Polylines: line `l` holds the vertices `offsets[l]` to `offsets[l + 1] - 1`. */
export interface StrokesMark extends Painted {
  readonly kind: 'strokes';
  readonly offsets: readonly number[];
  readonly positions: Float32Array;
  readonly widthPx: number;
  /** Lengths of dash and gap. */
  readonly dashPx?: readonly [number, number];
  readonly version: number;
}

/** Arrows centred on their positions; `vectors` are drawn as long as they are, in world units. */
export interface ArrowsMark extends Painted {
  readonly kind: 'arrows';
  readonly count: number;
  readonly positions: Float32Array;
  readonly vectors: Float32Array;
  readonly widthPx: number;
  /** Filled heads on solid shafts, or open heads on dashed ones. */
  readonly shape: 'solid' | 'dashed';
  readonly version: number;
}

/** One colour, or one for each column, with an opacity for each cell of a grid, smoothed over the rectangle between the outer nodes' cells. */
export interface ImageMark extends Painted {
  readonly kind: 'image';
  readonly columns: number;
  readonly rows: number;
  /** The colour of each column as a model time, in place of `color`. */
  readonly columnTimes?: Float32Array;
  /** 0..255, the row of the lowest y first. */
  readonly opacities: Uint8ClampedArray;
  /** Corners of the whole picture in the plane z = 0: outer edges of the outer cells. */
  readonly lower: readonly [number, number];
  readonly upper: readonly [number, number];
}

/** A flat quadrilateral, four corners in turn. */
export interface FaceMark extends Painted {
  readonly kind: 'face';
  readonly corners: Float32Array;
  readonly version: number;
}

/** A short text without mathematics (numbers, names of columns). */
export interface TextMark extends Painted {
  readonly kind: 'text';
  readonly text: string;
  readonly at: readonly [number, number, number];
  readonly offsetPx: readonly [number, number];
  readonly align: 'left' | 'center' | 'right';
  readonly baseline: 'top' | 'middle' | 'bottom';
  /** As a part of the theme's font size. */
  readonly size: number;
  /** Clockwise, about the anchor. */
  readonly turnRad?: number;
  /** Has a rim in the colour of the paper: it stands over other marks. */
  readonly hasHalo?: boolean;
}

/** Mathematics; the stage sets it as MathML over the picture. */
export interface LabelMark {
  readonly kind: 'label';
  /** Two frames' labels with the same key are the same label, moved or reworded. */
  readonly key: string;
  readonly formula: Formula;
  readonly color: Ink;
  readonly at: readonly [number, number, number];
  readonly offsetPx: readonly [number, number];
  readonly align: 'left' | 'center' | 'right';
  readonly baseline: 'top' | 'middle' | 'bottom';
}

export type Mark = PointsMark | ThreadsMark | StrokesMark | ArrowsMark | ImageMark | FaceMark | TextMark | LabelMark;

/** A mark whose numbers its owner overwrites. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
