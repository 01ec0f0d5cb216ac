import { gaussianTransport } from './couplings/gaussian-transport.ts';
import { fullCovariance } from './covariances.ts';
import { lineFlow } from './line-flow.ts';
import { matrixProduct } from './matrix-product.ts';
import type { MixtureModel } from './models/types.ts';
import type { Coordinates } from './points.ts';

/** From t = 0 to t = 1 on interleaved points; `out` may be `x`. */
export type FlowMap = (x: Coordinates, out: Coordinates) => void;

/** Two products of covariances that differ by less than this part of their size commute. */
const COMMUTING = 1e-12;

/**
 * The exact flow from t = 0 to 1 where it is known in closed form, whatever the schedule: on a line by quantiles; from one Gaussian to one whose
 * covariances commute, where `S_t = sigma^2 S_0 + alpha^2 S_1` has one set of axes for all t, so that each axis is only stretched: the optimal map.
 *
 * @returns undefined elsewhere
 */
export function closedFlow(model: MixtureModel): FlowMap | undefined {
  const { source, target } = model;
  if (source.dimension === 1) {
    const flow = lineFlow(model);
    return (x, out) => {
      for (let i = 0; i < x.length; i++) out[i] = flow(x[i], 0, 1);
    };
  }
  if (source.weights.length !== 1 || target.weights.length !== 1) return undefined;
  const [from, to] = [fullCovariance(source, 0), fullCovariance(target, 0)];
  const { dimension } = source;
  const [one, other] = [matrixProduct(from, to, dimension), matrixProduct(to, from, dimension)];
  const size = one.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  return one.every((entry, e) => Math.abs(entry - other[e]) <= COMMUTING * size) ? gaussianTransport(source, target).map : undefined;
}
