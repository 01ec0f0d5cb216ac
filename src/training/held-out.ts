import { conditionalDraws, exactFloor, type ConditionalDraws, type Mixture, type MixtureModel, type Random } from '../math/index.ts';
import { networkInputs } from './network-inputs.ts';
import type { TrainingEngine } from './training-engine.ts';

/** Enough that the noise of the excess, about 2 sqrt(excess * floor / draws), stays below 0.01. */
const DRAWS = 2048;
/** Draws whose exact velocity is computed between two looks at the clock; divides `DRAWS`. */
const FLOOR_BLOCK = 64;

/**
 * Quality on draws that are fixed for the run and never trained on. The exact field is measured on the same ones, so that
 * the chance of the draws cancels out of the excess.
 */
export class HeldOut {
  private readonly model: MixtureModel;
  private readonly draws: ConditionalDraws;
  private readonly inputs: Float32Array;
  private readonly slopes: Float32Array;
  private measured = 0;
  private sum = 0;

  constructor(source: Mixture, target: Mixture, random: Random) {
    this.model = { kind: 'mixture', source, target };
    this.draws = conditionalDraws({ source, target, count: DRAWS, random });
    this.inputs = networkInputs(this.draws);
    this.slopes = Float32Array.from(this.draws.velocity);
  }

  get isMeasured(): boolean {
    return this.measured === DRAWS;
  }

  /** The exact floor E|X_1 - X_0 - v_t(X_t)|^2; of meaning once `isMeasured`. */
  get floor(): number {
    return this.sum / DRAWS;
  }

  /** Go on measuring the floor while time is left: the exact field of a large data set takes longer than a slice. */
  measureFloor(isTimeLeft: () => boolean): void {
    do {
      this.sum += FLOOR_BLOCK * exactFloor(this.model, part(this.draws, this.measured, FLOOR_BLOCK)).floor;
      this.measured += FLOOR_BLOCK;
    } while (!this.isMeasured && isTimeLeft());
  }

  /** The network's loss minus the floor; below zero only by chance. */
  excess(engine: TrainingEngine): number {
    return engine.loss(this.inputs, this.slopes) - this.floor;
  }
}

/** `count` draws from number `first` on, in the same memory. */
function part({ dimension, x0, x1, t, xt, velocity }: ConditionalDraws, first: number, count: number): ConditionalDraws {
  const rows = (values: Float64Array): Float64Array => values.subarray(first * dimension, (first + count) * dimension);
  return { dimension, count, x0: rows(x0), x1: rows(x1), t: t.subarray(first, first + count), xt: rows(xt), velocity: rows(velocity) };
}
