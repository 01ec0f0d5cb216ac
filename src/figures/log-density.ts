import type { Grid } from '../math/index.ts';
import type { ModelName } from '../streams/index.ts';
import { toldModel } from './ask.ts';
import type { LayerContext } from './layer.ts';
import { volumeIn } from './units.ts';

/** Log density of the data over the picture, of each model. */
export interface LikelihoodMapReading {
  readonly key: 'likelihoodMap';
  readonly entries: readonly ({ readonly model: ModelName } & (
    | {
        readonly known: true;
        /** The highest of the nodes of its grid, in the units of the data: its shades are full there. */
        readonly most: number;
        /** The integral of the density over the picture; undefined where its grid is not its own. */
        readonly mass?: number;
      }
    /** It ends in points. */
    | { readonly known: false }
  ))[];
  /** `E_{p_1}[log p_1 - log p_theta]` over the picture, where an exact and a learned model are compared. */
  readonly shortfall?: number;
}

/** `log p_1` of a model on a grid. */
export interface LogDensity {
  readonly model: ModelName;
  readonly grid: Grid;
  /** Of inner coordinates, a number for each node, the first axis fastest; -Infinity where the density is 0. */
  readonly values: Float64Array;
  /** The integral of the density over the grid; undefined where its grid is another's, which need not carry it. */
  readonly mass?: number;
}

/** Of each model, in their order: undefined where it ends in points, which have no density. */
export type LogDensities = readonly (LogDensity | undefined)[];

/** What is told of the maps. */
export function mapReading(densities: LogDensities, { models, units, view }: LayerContext): LikelihoodMapReading {
  const logVolume = Math.log(volumeIn(units, view.dimension));
  const entries = densities.map((one, i) =>
    one ? { model: toldModel(models[i]), known: true as const, most: highest(one) - logVolume, ...(one.mass !== undefined && { mass: one.mass }) } : { model: toldModel(models[i]), known: false as const });
  const [exact, learned] = densities;
  return { key: 'likelihoodMap', entries, ...(exact && learned && { shortfall: shortfall(exact, learned) }) };
}

export const highest = ({ values }: LogDensity): number => values.reduce((most, value) => (value > most && value < Infinity ? value : most), -Infinity);

/** The logarithm of the smallest number above 0 that a density's float32 holds: lower ones are told as this. */
const LOWEST = Math.log(2 ** -149);

/** `E_{p_1}[log p_1 - log p_theta]` over the nodes of one grid. */
function shortfall(exact: LogDensity, learned: LogDensity): number {
  let [sum, weight] = [0, 0];
  exact.values.forEach((value, node) => {
    const p = Math.exp(value);
    if (!(p > 0 && p < Infinity)) return;
    weight += p;
    sum += p * (value - Math.max(LOWEST, learned.values[node]));
  });
  return sum / weight;
}
