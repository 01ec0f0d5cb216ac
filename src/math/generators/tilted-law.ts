import { ArgumentError } from '../argument-error.ts';
import { guidedLogDensity } from '../fields/guided.ts';
import { lacksSpread } from '../fields/pairs.ts';
import { lawExtent } from '../law-extent.ts';
import type { GuidedModel, Mixture } from '../models/types.ts';
import { gridPoints } from '../volumes/grid-points.ts';

/** Cells along the longest axis, by dimension: enough for the eye, and so few that the field to all of them is followed at once. */
const CELLS = [400, 48, 16];
/** Standard deviations around the components of the class that hold all of it. */
const REACH = 4;
/** Nodes with less than this part of the largest weight are left out. */
const LEAST_WEIGHT = 1e-5;
/** Half a cell wide, the Gaussians of neighbouring nodes make an even sum. */
const CELLS_WIDE = 0.6;

/**
 * The tilted law `p(x)^(1 - w) p(x | c)^w`, normalised, of the data: what guidance is often said to sample, and does not. From its values on a grid around the
 * class, as wide as a cell: it holds details of a fiftieth of the class's extent in the plane.
 *
 * @throws ArgumentError for more than three dimensions, or a class without spread, whose powers are no density
 */
export function tiltedLaw(model: GuidedModel): Mixture {
  const { all, chosen } = model;
  const { dimension } = chosen.target;
  if (dimension > CELLS.length) throw new ArgumentError('model', `has dimension ${dimension}; its tilted law is found up to ${CELLS.length}`);
  if (lacksSpread(all, 1) || lacksSpread(chosen, 1)) {
    throw new ArgumentError('model', 'leads to points without spread, which have no density to be tilted; give a bandwidth', { key: 'tiltedPoints' });
  }
  const { lower, upper } = lawExtent(chosen.target, REACH);
  const cell = Math.max(...lower.map((low, k) => upper[k] - low)) / CELLS[dimension - 1];
  const size = lower.map((low, k) => Math.ceil((upper[k] - low) / cell) + 1);
  const nodes = gridPoints({ dimension, lower, upper: lower.map((low, k) => low + (size[k] - 1) * cell), size });
  const heights = new Float64Array(nodes.length / dimension);
  guidedLogDensity(model)(nodes, 1, heights);
  const highest = heights.reduce((a, b) => Math.max(a, b), -Infinity);
  const kept = Array.from(heights.keys()).filter((i) => heights[i] - highest > Math.log(LEAST_WEIGHT));
  const weights = Float64Array.from(kept, (i) => Math.exp(heights[i] - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    dimension,
    weights: weights.map((weight) => weight / total),
    means: Float64Array.from(kept.flatMap((i) => Array.from(nodes.subarray(i * dimension, (i + 1) * dimension)))),
    covariances: new Float64Array(kept.length).fill((CELLS_WIDE * cell) ** 2),
  };
}
