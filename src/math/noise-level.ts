import type { Schedule } from './schedules.ts';

/** How strong the noise of the stochastic equation is: a multiple of the path's own, or that of the diffusion with the same schedule. */
export type NoiseLevel = number | 'diffusion';

/** The square of the noise that one step adds, at most: more would take the cloud from its law where a diffusion's noise is infinite. */
const MOST_IN_A_STEP = 0.1;

/**
 * `g(t)` of `dX = (v + g^2/2 score) dt + g dW`. A number `c` is `g = c sigma(t)`, which ends with the noise of the path. `diffusion` is the reverse of
 * the process that turns data into noise with this schedule, `dX = (alpha'/alpha) X dt + g dW` run from t = 1 to 0, by which
 * `g^2 = 2 sigma (alpha' sigma - alpha sigma') / alpha` (Kingma et al. 2021, appendix B; Song et al. 2021, eq. 6). That is infinite at t = 0, where
 * the diffusion has run for ever: as much of it is taken as so many steps can follow, and any level keeps p_t.
 *
 * @param steps  of the solver, 1 or more
 */
export function noiseLevel({ alpha, sigma, alphaRate, sigmaRate }: Schedule, level: NoiseLevel, steps: number): (t: number) => number {
  if (level !== 'diffusion') return (t) => level * sigma(t);
  const most = MOST_IN_A_STEP * steps;
  return (t) => {
    const square = (2 * sigma(t) * (alphaRate(t) * sigma(t) - alpha(t) * sigmaRate(t))) / alpha(t);
    // At t = 0 alpha is 0.
    return Math.sqrt(Math.min(most, Number.isNaN(square) ? most : Math.max(0, square)));
  };
}
