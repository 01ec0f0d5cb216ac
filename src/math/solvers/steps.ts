import type { VelocityField } from '../models/types.ts';

/** One solver with its scratch memory: a step allocates nothing. */
export interface FixedStep {
  /** Evaluations of the field in one step. */
  readonly stages: number;
  /** Carry `x` from time `t` to `next`, in place; `next` may lie before `t`. */
  advance(field: VelocityField, x: Float64Array, t: number, next: number): void;
}

/** First order. */
export function euler(length: number): FixedStep {
  const k = new Float64Array(length);
  return {
    stages: 1,
    advance(field, x, t, next) {
      field(x, t, k);
      add(x, x, next - t, k);
    },
  };
}

/** Explicit midpoint rule, second order (Hairer, Norsett and Wanner, Solving ODEs I, section II.1). */
export function midpoint(length: number): FixedStep {
  const k = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    stages: 2,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k);
      add(guess, x, h / 2, k);
      field(guess, t + h / 2, k);
      add(x, x, h, k);
    },
  };
}

/** Heun's second-order method: the trapezoid rule with an Euler guess. */
export function heun(length: number): FixedStep {
  const k1 = new Float64Array(length);
  const k2 = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    stages: 2,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k1);
      add(guess, x, h, k1);
      field(guess, next, k2);
      for (let i = 0; i < x.length; i++) x[i] += 0.5 * h * (k1[i] + k2[i]);
    },
  };
}

/** The classical fourth-order Runge-Kutta method (Hairer, Norsett and Wanner, table II.1.2). */
export function rk4(length: number): FixedStep {
  const k1 = new Float64Array(length);
  const k2 = new Float64Array(length);
  const k3 = new Float64Array(length);
  const k4 = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    stages: 4,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k1);
      add(guess, x, h / 2, k1);
      field(guess, t + h / 2, k2);
      add(guess, x, h / 2, k2);
      field(guess, t + h / 2, k3);
      add(guess, x, h, k3);
      field(guess, next, k4);
      for (let i = 0; i < x.length; i++) x[i] += (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    },
  };
}

function add(out: Float64Array, x: Float64Array, h: number, k: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = x[i] + h * k[i];
}
