import { integrating, type InPieces, type Points, type Trajectories, type VelocityField } from '../math/index.ts';
import { checkSize } from './size-limit.ts';

/** Paths of `dopri5` through points that stand at the model time `at`; as many states as memory holds. */
export function* adaptivePaths(field: VelocityField, start: Points, at: number, tolerance: number): InPieces<Trajectories> {
  const size = start.count * start.dimension;
  const before = at > 0 ? yield* carried(field, start, { from: at, to: 0, tolerance }, (states) => checkSize(states * size)) : undefined;
  if (before && at === 1) return reversed(before);
  const known = before?.times.length ?? 0;
  const after = yield* carried(field, start, { from: at, to: 1, tolerance }, (states) => checkSize((known + states) * size));
  return before ? joined(reversed(before), after) : after;
}

function* carried(field: VelocityField, start: Points, options: { from: number; to: number; tolerance: number }, check: (states: number) => void): InPieces<Trajectories> {
  const work = integrating(field, start, { solver: 'dopri5', ...options });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    check(value);
    yield;
  }
}

function reversed({ times, positions, dimension, count, evaluations }: Trajectories): Trajectories {
  const size = count * dimension;
  const turned = new Float32Array(positions.length);
  for (let s = 0; s < times.length; s++) turned.set(positions.subarray(s * size, (s + 1) * size), (times.length - 1 - s) * size);
  return { dimension, count, times: times.slice().reverse(), positions: turned, evaluations };
}

/** The last state of the one is the first of the other. */
function joined(before: Trajectories, after: Trajectories): Trajectories {
  const { dimension, count, times } = before;
  const last = times.length - 1;
  const positions = new Float32Array(before.positions.length - count * dimension + after.positions.length);
  positions.set(before.positions);
  positions.set(after.positions, last * count * dimension);
  return { dimension, count, times: Float64Array.from([...times.subarray(0, last), ...after.times]), positions, evaluations: before.evaluations + after.evaluations };
}
