import { samplingFieldBy, velocityBy, type Evaluators, type Grid, type InPieces, type MlpModel, type VelocityField } from '../math/index.ts';
import type { MakeEngine } from './choose-engine.ts';
import { Learner } from './learner.ts';
import { checkOptions, type TrainingOptions } from './options.ts';
import { TrainingError } from './training-error.ts';
import type { ExplainedStep } from './types.ts';

/** Where the change of the field is told. */
export interface ChangePlaces {
  readonly grid: Grid;
  /** Model times in [0, 1], increasing. */
  readonly times: Float64Array;
}

/** Rows whose velocities are computed in one piece. */
const ROWS = 64;

/**
 * The next step of a run, on the very batch that the run will draw, taken apart. The run itself goes nowhere.
 *
 * @param options  of a run that goes on from where it is
 * @throws TrainingError for options that no run can begin with, and for a network of two times, whose targets follow from itself
 */
export function* explainingStep(options: TrainingOptions, { grid, times }: ChangePlaces, makeEngine: MakeEngine, evaluators: Evaluators): InPieces<ExplainedStep> {
  checkOptions(options);
  if (options.initial.times === 2) throw new TrainingError('bad-request', 'a step is explained of a network of one time.');
  const learner = new Learner(options, makeEngine);
  try {
    const { initial, firstStep } = options;
    const loss = yield* learner.step(firstStep);
    const model = learner.engine.model();
    const { batches: { t, x0, x1, points: x, inputs, slopes } } = learner;
    const lossAfter = yield* learner.engine.loss(inputs, slopes);
    const velocities = function* (of: MlpModel): InPieces<Float64Array> {
      const { dimension } = of;
      const fieldOf = fieldsOfClasses(of, evaluators);
      const out = new Float64Array(x.length);
      for (let row = 0; row < t.length; row++) {
        if (row % ROWS === ROWS - 1) yield;
        fieldOf(learner.batches.classOf(row))(x.subarray(row * dimension, (row + 1) * dimension), t[row], out.subarray(row * dimension, (row + 1) * dimension));
      }
      return out;
    };
    const [before, after] = [yield* velocities(initial), yield* velocities(model)];
    const [was, is] = [yield* samplingFieldBy(evaluators, initial, grid, times), yield* samplingFieldBy(evaluators, model, grid, times)];
    return {
      step: firstStep + 1, learningRate: learner.learningRate(firstStep), t, x0, x1, x, wanted: slopes, before, after, loss, lossAfter, ...distanceOf(initial, model),
      change: { grid, times, velocity: is.velocity.map((value, i) => value - was.velocity[i]) }, model,
    };
  } finally {
    learner.dispose();
  }
}

/** The velocity of a network by the class that a row is taught with, or none. */
function fieldsOfClasses(model: MlpModel, evaluators: Evaluators): (chosen: number | undefined) => VelocityField {
  const made = new Map<number | undefined, VelocityField>();
  return (chosen) => {
    const field = made.get(chosen) ?? velocityBy(evaluators, chosen === undefined ? model : { ...model, condition: { class: chosen, guidance: 1 } });
    made.set(chosen, field);
    return field;
  };
}

/** How many weights and biases there are, and how long the way is from one network to another. */
function distanceOf(from: MlpModel, to: MlpModel): { readonly weights: number; readonly moved: number } {
  let [weights, square] = [0, 0];
  from.layers.forEach((layer, l) => (['weights', 'bias'] as const).forEach((part) => {
    weights += layer[part].length;
    layer[part].forEach((value, i) => (square += (to.layers[l][part][i] - value) ** 2));
  }));
  return { weights, moved: Math.sqrt(square) };
}
