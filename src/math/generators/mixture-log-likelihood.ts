import { mixtureLogDensity } from '../fields/mixture-density.ts';
import type { Mixture } from '../models/types.ts';
import { checkPoints } from '../mixtures.ts';
import type { Points } from '../points.ts';

/** Log likelihood of a law given a cloud: the sum of its log densities at all points. @throws ArgumentError when one is malformed */
export function mixtureLogLikelihood(law: Mixture, points: Points): number {
  checkPoints('points', points);
  const out = new Float64Array(points.count);
  mixtureLogDensity(law)(points.coordinates, out);
  return out.reduce((sum, value) => sum + value, 0);
}
