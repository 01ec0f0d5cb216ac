import { ArgumentError } from './argument-error.ts';
import type { ScheduleName, TimeChange } from './models/types.ts';

/**
 * `X_t = alpha(t) X_1 + sigma(t) X_0`, from the source (alpha 0, sigma 1) at t = 0 to the target (alpha 1, sigma 0) at t = 1.
 * All four are functions of t in [0, 1]; the rates are derivatives by t, and finite but at t = 1 where `retimed` is given.
 */
export interface Schedule {
  alpha(t: number): number;
  sigma(t: number): number;
  alphaRate(t: number): number;
  sigmaRate(t: number): number;
  /** Of a schedule whose sigma reaches 0 at an infinite rate: the same path by another time, by which all rates are finite. */
  readonly retimed?: { readonly change: TimeChange; readonly schedule: Schedule };
}

/** Where a rate is infinite at t = 1, velocities there are those of this time; no timeline of a figure has a place between the two. */
const LAST_FINITE_TIME = 1 - 2 ** -10;

/** The time at which to take rates for `t`: finite everywhere. */
export const rateTime = (schedule: Schedule, t: number): number => (schedule.retimed && t >= 1 ? LAST_FINITE_TIME : t);

const linear: Schedule = { alpha: (t) => t, sigma: (t) => 1 - t, alphaRate: () => 1, sigmaRate: () => -1 };

/** Albergo and Vanden-Eijnden 2023 (trigonometric interpolant): keeps the variance when both ends have the same. */
const cosine: Schedule = {
  alpha: (t) => (t === 1 ? 1 : Math.sin((Math.PI / 2) * t)),
  sigma: (t) => (t === 1 ? 0 : Math.cos((Math.PI / 2) * t)),
  alphaRate: (t) => (t === 1 ? 0 : (Math.PI / 2) * Math.cos((Math.PI / 2) * t)),
  sigmaRate: (t) => (-Math.PI / 2) * Math.sin((Math.PI / 2) * t),
};

/** Noise rates of the variance-preserving diffusion, per unit of time (Song et al. 2021, appendix C). */
const BETA_MIN = 0.1;
const BETA_MAX = 20;

/**
 * Song et al. 2021, appendix C, run from noise to data: `a(t) = exp(-s^2 (bmax - bmin)/4 - s bmin/2)`, `s = 1 - t`.
 * There `a(0) = 0.0066`: noise with a trace of data. Here `alpha = (a(t) - a(0)) / (1 - a(0))`, so that the path starts at the
 * source exactly, and `sigma = sqrt(1 - alpha^2)`. At the end sigma falls as `sqrt(1 - t)`: its rate is infinite there, and that of
 * its square is not, whose mean over time is infinite as well. By `1 - t = (1 - s)^2` all is smooth.
 */
const variancePreserving: Schedule = (() => {
  /** `log a` at `1 - t = rest`. */
  const exponent = (rest: number): number => (-(rest ** 2) * (BETA_MAX - BETA_MIN)) / 4 - (rest * BETA_MIN) / 2;
  const start = Math.exp(exponent(1));
  // What alpha lacks to 1, without the cancellation of 1 - alpha.
  const lack = (rest: number): number => -Math.expm1(exponent(rest)) / (1 - start);
  const alphaAt = (rest: number): number => (rest === 1 ? 0 : 1 - lack(rest));
  const sigmaAt = (rest: number): number => Math.sqrt(lack(rest) * (1 + alphaAt(rest)));
  const alphaRateAt = (rest: number): number => (Math.exp(exponent(rest)) * ((rest * (BETA_MAX - BETA_MIN)) / 2 + BETA_MIN / 2)) / (1 - start);
  const change: TimeChange = { time: (s) => s * (2 - s), place: (t) => 1 - Math.sqrt(1 - t) };
  const square = (s: number): number => (1 - s) ** 2;
  const alphaRate = (s: number): number => 2 * (1 - s) * alphaRateAt(square(s));
  const smooth: Schedule = {
    alpha: (s) => alphaAt(square(s)),
    sigma: (s) => sigmaAt(square(s)),
    alphaRate,
    sigmaRate: (s) => (s === 1 ? -Math.sqrt(2 * alphaRateAt(0)) : (-alphaAt(square(s)) * alphaRate(s)) / sigmaAt(square(s))),
  };
  return {
    alpha: (t) => alphaAt(1 - t),
    sigma: (t) => sigmaAt(1 - t),
    alphaRate: (t) => alphaRateAt(1 - t),
    sigmaRate: (t) => (-alphaAt(1 - t) * alphaRateAt(1 - t)) / sigmaAt(1 - t),
    retimed: { change, schedule: smooth },
  };
})();

/** Powers that a polynomial may have. */
export const POLYNOMIAL_POWERS = { low: 1, high: 16 } as const;

/** `alpha = t^n`, `sigma = 1 - t^n` (Lipman et al. 2024, Flow Matching Guide, on convex schedulers). */
function polynomial(power: number): Schedule {
  if (!(power >= POLYNOMIAL_POWERS.low && power <= POLYNOMIAL_POWERS.high)) throw new ArgumentError('schedule', `a polynomial needs a power from ${POLYNOMIAL_POWERS.low} to ${POLYNOMIAL_POWERS.high}, not ${power}`);
  const rate = (t: number): number => power * t ** (power - 1);
  return { alpha: (t) => t ** power, sigma: (t) => 1 - t ** power, alphaRate: rate, sigmaRate: (t) => -rate(t) };
}

/** Ends may be missed by this much. */
const END_TOLERANCE = 1e-6;
/** Rates are compared with differences at this distance, which err by its square. */
const RATE_STEP = 1e-5;
const RATE_TOLERANCE = 1e-4;

/**
 * A schedule of one's own, checked.
 *
 * @throws ArgumentError when it does not lead from the source (alpha 0, sigma 1) to the target (alpha 1, sigma 0), turns negative or
 * non-finite on the way, or a rate is not the derivative of its function
 */
export function createSchedule(schedule: Schedule): Schedule {
  const ends = [['alpha', 0, 0], ['sigma', 0, 1], ['alpha', 1, 1], ['sigma', 1, 0]] as const;
  for (const [name, t, right] of ends) {
    const value = schedule[name](t);
    if (!(Math.abs(value - right) <= END_TOLERANCE)) throw new ArgumentError(name, `must be ${right} at t = ${t}, not ${value}`);
  }
  for (let s = 0; s <= 20; s++) {
    const t = s / 20;
    for (const name of ['alpha', 'sigma', 'alphaRate', 'sigmaRate'] as const) {
      const value = schedule[name](rateTime(schedule, t));
      if (!Number.isFinite(value)) throw new ArgumentError(name, `must be finite, but at t = ${t} it is ${value}`);
    }
    for (const [name, rateName] of [['alpha', 'alphaRate'], ['sigma', 'sigmaRate']] as const) {
      if (schedule[name](t) < 0) throw new ArgumentError(name, `must not be negative, but at t = ${t} it is ${schedule[name](t)}`);
      if (s === 0 || s === 20) continue;
      const rate = schedule[rateName](t);
      const difference = (schedule[name](t + RATE_STEP) - schedule[name](t - RATE_STEP)) / (2 * RATE_STEP);
      if (Math.abs(rate - difference) > RATE_TOLERANCE * (1 + Math.abs(rate))) {
        throw new ArgumentError(rateName, `must be the derivative of ${name}, ${difference} at t = ${t}, not ${rate}`);
      }
    }
  }
  return schedule;
}

/**
 * A schedule by name: `linear`, `cosine`, `variance-preserving`, or `polynomial-3` for any power from 1 to 16.
 *
 * @throws ArgumentError when there is no such schedule
 */
export function namedSchedule(name: ScheduleName): Schedule {
  if (name === 'linear') return linear;
  if (name === 'cosine') return cosine;
  if (name === 'variance-preserving') return variancePreserving;
  const power = /^polynomial-(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (power !== undefined) return polynomial(Number(power));
  throw new ArgumentError('schedule', `must be linear, cosine, variance-preserving or polynomial-N with N from ${POLYNOMIAL_POWERS.low} to ${POLYNOMIAL_POWERS.high}, not "${name}"`);
}
