import { distinctUntilChanged, map, switchMap } from 'rxjs';
import { marginalLaw, type Dataset, type PairsThrough, type Trajectories } from '../math/index.ts';
import type { Flow, Laws } from '../streams/index.ts';

/** Dimensions that a figure shows of codes, of whatever dimension they are. */
const MOST_SHOWN = 3;

/** Whether a figure shows some axes of the data alone: a law of more than three, such as of codes of pictures. */
export const isPartly = ({ target }: Laws): boolean => target.dimension > MOST_SHOWN;

/** The laws of the first axes. */
export const firstAxesOfLaws = ({ source, target }: Laws, axes: number): Laws => ({ source: firstAxesOf(source, axes), target: firstAxesOf(target, axes) });

function firstAxesOf({ units, ...data }: Dataset, axes: number): Dataset {
  const { name, sentence, law } = data;
  return { name, sentence, dimension: axes, law: marginalLaw(law, axes), ...(units && { units: { columns: units.columns.slice(0, axes), centre: units.centre.slice(0, axes), scale: units.scale.slice(0, axes) } }) };
}

/** A flow whose clouds are told by their first axes: they move by all of them, so that two paths may cross here. */
export function firstAxesOfFlow(flow: Flow, axes: number): Flow {
  const cloud: Flow['cloud'] = (spec) => flow.cloud(spec).pipe(map((trajectories) => firstAxesOfPaths(trajectories, axes)));
  // Where the other axes are 0, their means.
  const pairs: Flow['pairs'] = (spec) => flow.laws$.pipe(
    map(({ target }) => target.dimension),
    distinctUntilChanged(),
    switchMap((dimension) => flow.pairs({ ...spec, x: [...spec.x, ...new Array<number>(dimension - axes).fill(0)] }).pipe(
      map((through) => firstAxesOfPairs(through, dimension, axes)),
    )),
  );
  return Object.create(flow, { cloud: { value: cloud }, pairs: { value: pairs } }) as Flow;
}

function firstAxesOfPaths(trajectories: Trajectories, axes: number): Trajectories {
  return { ...trajectories, dimension: axes, positions: firstAxesIn(trajectories.positions, trajectories.dimension, axes) };
}

function firstAxesOfPairs(through: PairsThrough, dimension: number, axes: number): PairsThrough {
  const { x0, x1, velocities, mean, standardErrors } = through;
  const cut = (coordinates: Float64Array): Float64Array => firstAxesIn(coordinates, dimension, axes);
  return { ...through, x0: cut(x0), x1: cut(x1), velocities: cut(velocities), mean: cut(mean), standardErrors: cut(standardErrors) };
}

/** Of interleaved coordinates. */
function firstAxesIn<Array extends Float32Array | Float64Array>(coordinates: Array, dimension: number, axes: number): Array {
  const points = coordinates.length / dimension;
  const shown = new (coordinates.constructor as new (length: number) => Array)(points * axes);
  for (let i = 0; i < points; i++) for (let k = 0; k < axes; k++) shown[i * axes + k] = coordinates[i * dimension + k];
  return shown;
}
