import type { VelocityField } from '../models/types.ts';

/** One solver with its scratch memory: a step allocates nothing. */
export interface FixedStep {
  /** Carry `x` from time `t` to `next`, in place; `next` may lie before `t`. Returns how often the field was evaluated. */
  advance(field: VelocityField, x: Float64Array, t: number, next: number): number;
}

/** First order. */
export function euler(length: number): FixedStep {
  const k = new Float64Array(length);
  return {
    advance(field, x, t, next) {
      field(x, t, k);
      add(x, x, next - t, k);
      return 1;
    },
  };
}

/** Explicit midpoint rule, second order (Hairer, Norsett and Wanner, Solving ODEs I, section II.1). */
export function midpoint(length: number): FixedStep {
  const k = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k);
      add(guess, x, h / 2, k);
      field(guess, t + h / 2, k);
      add(x, x, h, k);
      return 2;
    },
  };
}

/** Heun's second-order method: the trapezoid rule with an Euler guess. */
export function heun(length: number): FixedStep {
  const k1 = new Float64Array(length);
  const k2 = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k1);
      add(guess, x, h, k1);
      field(guess, next, k2);
      for (let i = 0; i < x.length; i++) x[i] += 0.5 * h * (k1[i] + k2[i]);
      return 2;
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
      return 4;
    },
  };
}

/** A step of third order with what it differs by from one of second order. */
export interface ThirdOrderStep extends FixedStep {
  /** Of the last step, of the state's length. */
  readonly difference: Float64Array;
}

/**
 * Heun's third-order method, which does not ask for the end of its step (Hairer, Norsett and Wanner, table II.1.1); beside it the second-order
 * method of weights 0, 1/2, 1/2 on the same stages.
 */
export function heunThird(length: number): ThirdOrderStep {
  const k1 = new Float64Array(length);
  const k2 = new Float64Array(length);
  const k3 = new Float64Array(length);
  const guess = new Float64Array(length);
  const difference = new Float64Array(length);
  return {
    difference,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k1);
      add(guess, x, h / 3, k1);
      field(guess, t + h / 3, k2);
      add(guess, x, (2 * h) / 3, k2);
      field(guess, t + (2 * h) / 3, k3);
      for (let i = 0; i < x.length; i++) {
        x[i] += (h / 4) * (k1[i] + 3 * k3[i]);
        difference[i] = (h / 4) * (k1[i] - 2 * k2[i] + k3[i]);
      }
      return 3;
    },
  };
}

function add(out: Float64Array, x: Float64Array, h: number, k: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = x[i] + h * k[i];
}
