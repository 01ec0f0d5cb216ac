import { checkCount } from '../mixtures.ts';
import type { ScalarField, VelocityField } from '../models/types.ts';
import type { Random } from '../random.ts';

/** Half the distance of the central difference: roundings (1e-16 / h) and curvature (h^2) balance here. */
const DIFFERENCE = 1e-5;

/**
 * Hutchinson's estimate of the divergence for fields without a formula: the mean over random signs e of `e . (J e)`, the derivative along
 * e by central differences (Grathwohl et al. 2019, section 3.1). Unbiased for each draw of signs; the signs are drawn anew at each call.
 *
 * @param probes  sign vectors a point, 1 or more; 2 evaluations of the field each
 */
export function hutchinsonDivergence(field: VelocityField, dimension: number, random: Random, probes = 1): ScalarField {
  checkCount('dimension', dimension);
  checkCount('probes', probes);
  let signs = new Float64Array(0);
  let moved = signs;
  let ahead = signs;
  let behind = signs;
  const estimate: ScalarField = (x, t, out) => {
    if (signs.length !== x.length) {
      signs = new Float64Array(x.length);
      moved = new Float64Array(x.length);
      ahead = new Float64Array(x.length);
      behind = new Float64Array(x.length);
    }
    out.fill(0);
    for (let probe = 0; probe < probes; probe++) {
      for (let i = 0; i < x.length; i++) signs[i] = random.uniform() < 0.5 ? -1 : 1;
      for (let i = 0; i < x.length; i++) moved[i] = x[i] + DIFFERENCE * signs[i];
      field(moved, t, ahead);
      for (let i = 0; i < x.length; i++) moved[i] = x[i] - DIFFERENCE * signs[i];
      field(moved, t, behind);
      for (let i = 0; i < x.length; i++) {
        out[Math.floor(i / dimension)] += (signs[i] * (ahead[i] - behind[i])) / (2 * DIFFERENCE * probes);
      }
    }
  };
  const { retimed } = field;
  if (!retimed) return estimate;
  return Object.assign(estimate, { retimed: { change: retimed.change, field: hutchinsonDivergence(retimed.field, dimension, random, probes) } });
}
