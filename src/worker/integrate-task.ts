import { ArgumentError, integrate, velocityField, type Points, type Trajectories } from '../math/index.ts';
import { SLICE_MS, type CallTask } from './task.ts';

/** Points that are carried together at first; then as many as fit a slice. */
const FIRST_POINTS = 16;

/** Points do not depend on each other: some are carried all the way, then others get their turn. */
export const integrateTask: CallTask<'integrate'> = async ({ model, start, solver, steps }, breathe) => {
  const { dimension, count } = start;
  const expected = model.kind === 'mixture' ? model.source.dimension : model.dimension;
  if (dimension !== expected) throw new ArgumentError('start', `has dimension ${dimension}, but the model has ${expected}`);
  const field = velocityField(model);
  let whole: Trajectories | undefined;
  let first = 0;
  let size = FIRST_POINTS;
  do {
    const began = performance.now();
    const some = integrate(field, part(start, first, Math.min(size, count - first)), { solver, steps });
    whole ??= { ...some, count, positions: new Float32Array(some.times.length * count * dimension) };
    place(some, whole, first);
    first += some.count;
    const share = SLICE_MS / (performance.now() - began);
    size = Math.max(1, Math.floor(size * Math.min(2, share)));
    if (first < count && !(await breathe())) return undefined;
  } while (first < count);
  return whole;
};

function part({ dimension, coordinates }: Points, first: number, count: number): Points {
  return { dimension, count, coordinates: coordinates.subarray(first * dimension, (first + count) * dimension) };
}

/** Write the paths of `some` points into those of all, from point `first` on. */
function place(some: Trajectories, whole: Trajectories, first: number): void {
  const width = some.count * some.dimension;
  for (let s = 0; s < some.times.length; s++) {
    whole.positions.set(some.positions.subarray(s * width, (s + 1) * width), (s * whole.count + first) * whole.dimension);
  }
}
