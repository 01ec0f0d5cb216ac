import type { Coordinates } from './points.ts';
import type { Schedule } from './schedules.ts';

/**
 * Paths between pairs of ends: where each is at its own time, and how fast. All that draws from paths asks this, so that paths of another space
 * than R^d need nothing else. Allocates nothing.
 *
 * @param x0  interleaved, as are `x1`, `points` and `velocities`
 * @param t  a model time for each pair
 * @param points  x_t, overwritten
 * @param velocities  dx_t/dt, overwritten
 */
export type Interpolant = (x0: Coordinates, x1: Coordinates, t: Coordinates, points: Coordinates, velocities: Coordinates) => void;

/** The paths of a schedule, `x_t = alpha(t) x_1 + sigma(t) x_0` (Albergo and Vanden-Eijnden 2023); straight under the linear one. */
export function scheduledInterpolant({ alpha, sigma, alphaRate, sigmaRate }: Schedule): Interpolant {
  return (x0, x1, t, points, velocities) => {
    const dimension = x0.length / t.length;
    for (let i = 0, e = 0; i < t.length; i++) {
      const target = alpha(t[i]);
      const source = sigma(t[i]);
      const targetRate = alphaRate(t[i]);
      const sourceRate = sigmaRate(t[i]);
      for (const end = e + dimension; e < end; e++) {
        points[e] = target * x1[e] + source * x0[e];
        velocities[e] = targetRate * x1[e] + sourceRate * x0[e];
      }
    }
  };
}
