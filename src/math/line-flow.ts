import { ArgumentError } from './argument-error.ts';
import { checkTime } from './model-time.ts';
import type { MixtureModel } from './models/types.ts';
import { logNormalBelow, logNormalDensity } from './normal-law.ts';
import { namedSchedule, type Schedule } from './schedules.ts';

/** `phi_{from -> to}(x)` on a line; NaN where x stands on no path. */
export type LineFlow = (x: number, from: number, to: number) => number;

/** Newton's steps, or halvings of what is left of the line. */
const MOST_STEPS = 200;

/**
 * The exact flow on a line in closed form. A flow on a line keeps the order of its points, so it keeps the part of the law below each: `phi_{s->t} =
 * F_t^-1 o F_s` with the distribution functions of p_s and p_t, those of mixtures. Solved in the logarithm of the lesser of both tails: exact to
 * rounding far out as well. To points without spread it leads exactly; from them it cannot tell the way.
 *
 * @throws ArgumentError when a mixture is malformed or not of one dimension; the flow itself throws one for a time outside [0, 1]
 */
export function lineFlow(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): LineFlow {
  const { source, target } = model;
  if (source.dimension !== 1) throw new ArgumentError('model', `must be of one dimension, not ${source.dimension}`);
  const targets = target.weights.length;
  const parts = source.weights.length * targets;
  const logWeights = Float64Array.from({ length: parts }, (_, p) => Math.log(source.weights[Math.floor(p / targets)] * target.weights[p % targets]));
  const lawAt = (t: number): Law => {
    checkTime('t', t);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const means = new Float64Array(parts);
    const deviations = new Float64Array(parts);
    for (let p = 0; p < parts; p++) {
      const [i, j] = [Math.floor(p / targets), p % targets];
      means[p] = sigma * source.means[i] + alpha * target.means[j];
      deviations[p] = Math.sqrt(sigma * sigma * source.covariances[i] + alpha * alpha * target.covariances[j]);
    }
    return { logWeights, means, deviations };
  };
  return (x, from, to) => {
    if (from === to) return x;
    const [before, after] = [lawAt(from), lawAt(to)];
    if (!before.deviations.some((deviation) => deviation > 0)) return NaN;
    const below = logTail(before, x, 1);
    const above = logTail(before, x, -1);
    return below <= above ? quantile(after, below, 1) : quantile(after, above, -1);
  };
}

interface Law {
  readonly logWeights: Float64Array;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Log of the part of a law below x (side 1) or above it (side -1). */
function logTail({ logWeights, means, deviations }: Law, x: number, side: 1 | -1): number {
  return logSum(logWeights, (p) => (deviations[p] > 0 ? logNormalBelow((side * (x - means[p])) / deviations[p]) : side * (x - means[p]) >= 0 ? 0 : -Infinity));
}

/** `log sum exp(logWeights + term)`. */
function logSum(logWeights: Float64Array, term: (p: number) => number): number {
  const terms = logWeights.map((weight, p) => weight + term(p));
  const largest = terms.reduce((a, b) => Math.max(a, b), -Infinity);
  return largest === -Infinity ? largest : largest + Math.log(terms.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** Where the tail of that side has this logarithm: Newton's steps while they stay within what is known of the place, halvings else. */
function quantile(law: Law, logPart: number, side: 1 | -1): number {
  let [low, high] = reach(law);
  // Room for the farthest tails, whose part is no number any more.
  let step = Math.max(1, high - low);
  while (side === 1 ? logTail(law, low, side) > logPart : logTail(law, high, side) > logPart) {
    if (side === 1) low -= step; else high += step;
    step *= 2;
  }
  let x = (low + high) / 2;
  for (let n = 0; n < MOST_STEPS; n++) {
    const tail = logTail(law, x, side);
    // Too far to the right of the place on side 1, to the left on side -1.
    if (tail > logPart === (side === 1)) high = x; else low = x;
    const density = logSum(law.logWeights, (p) => (law.deviations[p] > 0 ? logNormalDensity((x - law.means[p]) / law.deviations[p]) - Math.log(law.deviations[p]) : -Infinity));
    const newton = x - (side * (tail - logPart)) / Math.exp(density - tail);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === x || high - low <= Number.EPSILON * Math.max(Math.abs(low), Math.abs(high))) return next;
    x = next;
  }
  return x;
}

/** A stretch that holds all means, and most of each part. */
function reach({ means, deviations }: Law): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  means.forEach((mean, p) => {
    low = Math.min(low, mean - 8 * deviations[p]);
    high = Math.max(high, mean + 8 * deviations[p]);
  });
  return low === high ? [low - 1e-9, high + 1e-9] : [low, high];
}
