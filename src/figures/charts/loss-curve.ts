import type { StrokesMark } from '../../scene/index.ts';

/** A loss curve, summed up in columns: the mean of each and, behind it, how far its losses spread. */
export interface CurveSummary {
  /** Columns with any loss in them. */
  readonly count: number;
  readonly steps: Float64Array;
  readonly means: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/**
 * @param curve  training step and loss in turn, steps ascending; losses that are not finite are left out
 * @param lastStep  the step at the right end
 */
export function summarise(curve: Float64Array, lastStep: number, columns: number): CurveSummary {
  const sums = new Float64Array(columns);
  const stepSums = new Float64Array(columns);
  const counts = new Float64Array(columns);
  const lows = new Float64Array(columns).fill(Infinity);
  const highs = new Float64Array(columns).fill(-Infinity);
  for (let i = 0; i + 1 < curve.length; i += 2) {
    const [step, loss] = [curve[i], curve[i + 1]];
    if (!Number.isFinite(loss) || !(step >= 0 && step <= lastStep)) continue;
    const column = Math.min(columns - 1, Math.floor((step / lastStep) * columns));
    sums[column] += loss;
    stepSums[column] += step;
    counts[column]++;
    if (loss < lows[column]) lows[column] = loss;
    if (loss > highs[column]) highs[column] = loss;
  }
  const filled = [...counts.keys()].filter((column) => counts[column] > 0);
  const pick = (read: (column: number) => number) => Float64Array.from(filled, read);
  return {
    count: filled.length,
    steps: pick((column) => stepSums[column] / counts[column]),
    means: pick((column) => sums[column] / counts[column]),
    lowest: pick((column) => lows[column]),
    highest: pick((column) => highs[column]),
  };
}

/** One line through values over steps. */
export function curveLine(steps: Float64Array, values: Float64Array, style: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx'>): StrokesMark {
  const positions = new Float32Array(3 * steps.length);
  for (let i = 0; i < steps.length; i++) {
    positions[3 * i] = steps[i];
    positions[3 * i + 1] = values[i];
  }
  return { ...style, kind: 'strokes', offsets: [0, steps.length], positions, clipped: true, version: 0 };
}

/** Upright bars from the lowest to the highest loss of each column. */
export function spreadBars({ count, steps, lowest, highest }: CurveSummary, style: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx'>): StrokesMark {
  const positions = new Float32Array(6 * count);
  for (let i = 0; i < count; i++) positions.set([steps[i], lowest[i], 0, steps[i], highest[i], 0], 6 * i);
  const offsets = Array.from({ length: count + 1 }, (_, i) => 2 * i);
  return { ...style, kind: 'strokes', offsets, positions, clipped: true, version: 0 };
}
