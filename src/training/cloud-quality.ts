import { createRandom, fixedStep, mixtureSampler, slicedWasserstein, straightness, type FixedStep, type Mixture, type MlpModel, type Points, type VelocityField } from '../math/index.ts';
import { networkVelocity } from './simd/index.ts';
import type { CloudQuality } from './types.ts';

/** Points of a cloud: a measurement takes about 50 ms for a usual network. */
const COUNT = 256;
/** Points that are carried by one solver step between two looks at the clock. */
const BLOCK = 32;
const SOLVER_STEPS = 12;
const PIECES = (SOLVER_STEPS * COUNT) / BLOCK;
const PROJECTIONS = 32;
/** Pairs of draws from the target, from which the noise is known. */
const NOISE_PAIRS = 20;

/** Streams of random numbers that belong to one seed. */
const CLOUD_STREAM = 103;
const PROJECTION_STREAM = 104;

/** Measures networks, one after the other, in small pieces. */
export class CloudMeter {
  private readonly start: Points;
  private readonly goal: Points;
  private readonly drawGoal: () => Points;
  private readonly seed: number;
  private readonly noise: number[] = [];
  private readonly positions: Float32Array;
  private readonly state: Float64Array;
  private readonly solver: FixedStep;
  private field: VelocityField | undefined;
  private measuredStep = 0;
  private piece = 0;
  /** The latest that is complete. */
  latest: CloudQuality | undefined;

  constructor(source: Mixture, target: Mixture, seed: number) {
    const random = createRandom(seed, CLOUD_STREAM);
    const { dimension } = source;
    const drawing = (mixture: Mixture): (() => Points) => {
      const sample = mixtureSampler(mixture);
      return () => {
        const coordinates = new Float64Array(COUNT * dimension);
        sample(random, coordinates);
        return { dimension, count: COUNT, coordinates };
      };
    };
    this.seed = seed;
    this.start = drawing(source)();
    this.drawGoal = drawing(target);
    this.goal = this.drawGoal();
    this.state = new Float64Array(COUNT * dimension);
    this.positions = new Float32Array((SOLVER_STEPS + 1) * this.state.length);
    this.solver = fixedStep('heun', BLOCK * dimension);
  }

  /** The cloud at t = 1 that was measured last; overwritten by the next. */
  get samples(): Points {
    return { ...this.start, coordinates: this.state };
  }

  get isBusy(): boolean {
    return this.field !== undefined;
  }

  /** Begin to measure the network of an optimiser step; one that is being measured is given up. */
  begin(step: number, model: MlpModel): void {
    this.field = networkVelocity(model);
    this.measuredStep = step;
    this.piece = 0;
    this.state.set(this.start.coordinates);
    this.positions.set(this.state);
  }

  /** One piece of the work that was begun. */
  advance(): void {
    if (this.noise.length < NOISE_PAIRS) this.noise.push(this.distance(this.drawGoal(), this.drawGoal()));
    else if (this.piece < PIECES) this.carry();
    else this.finish();
  }

  private carry(): void {
    const { state, positions, piece, start } = this;
    const step = Math.floor((piece * BLOCK) / COUNT);
    const first = ((piece * BLOCK) % COUNT) * start.dimension;
    const block = state.subarray(first, first + BLOCK * start.dimension);
    this.solver.advance(this.field!, block, step / SOLVER_STEPS, (step + 1) / SOLVER_STEPS);
    positions.set(block, (step + 1) * state.length + first);
    this.piece++;
  }

  private finish(): void {
    const { start, goal, state, positions, noise } = this;
    const times = Float64Array.from({ length: SOLVER_STEPS + 1 }, (_, s) => s / SOLVER_STEPS);
    noise.sort((a, b) => a - b);
    const isFinite = state.every(Number.isFinite);
    this.latest = {
      step: this.measuredStep,
      slicedW2: isFinite ? this.distance({ ...start, coordinates: state }, goal) : Infinity,
      slicedW2Noise: [noise[Math.floor(0.05 * NOISE_PAIRS)], noise[Math.ceil(0.95 * NOISE_PAIRS) - 1]],
      straightness: isFinite ? straightness({ dimension: start.dimension, count: COUNT, times, positions, evaluations: 0 }) : Infinity,
    };
    this.field = undefined;
  }

  /** Along the same directions each time, so that two networks are compared by the same measure. */
  private distance(a: Points, b: Points): number {
    return slicedWasserstein(a, b, { projections: PROJECTIONS, random: createRandom(this.seed, PROJECTION_STREAM) });
  }
}
