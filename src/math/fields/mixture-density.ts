import { pointsMixture } from '../mixtures.ts';
import type { Mixture, MixtureModel } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { exactLogDensity } from './exact-density.ts';
import { exactScore } from './exact-score.ts';

/** Log density of a mixture: reads interleaved points, writes one number each. @throws ArgumentError when it is malformed */
export function mixtureLogDensity(mixture: Mixture): (x: Coordinates, out: Coordinates) => void {
  const field = exactLogDensity(arrivingAt(mixture));
  return (x, out) => field(x, 1, out);
}

/** Gradient of the log density of a mixture: reads interleaved points, writes interleaved vectors. @throws ArgumentError when it is malformed */
export function mixtureScore(mixture: Mixture): (x: Coordinates, out: Coordinates) => void {
  const field = exactScore(arrivingAt(mixture));
  return (x, out) => field(x, 1, out);
}

/** A flow that ends in the mixture; its marginal at t = 1 is the mixture itself. */
export function arrivingAt(mixture: Mixture): MixtureModel {
  const { dimension } = mixture;
  const source = pointsMixture({ dimension, count: 1, coordinates: new Float64Array(dimension) });
  return { kind: 'mixture', source, target: mixture };
}
