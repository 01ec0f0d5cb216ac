import { widenedDensity } from '../fields/exact-density.ts';
import { exactDivergence } from '../fields/exact-divergence.ts';
import { exactScore } from '../fields/exact-score.ts';
import { exactVelocity, exactVelocityAndDensity, type VelocityAndDensity } from '../fields/exact-velocity.ts';
import { mlpDivergence } from '../fields/mlp-divergence.ts';
import { mlpVelocity } from '../fields/mlp-velocity.ts';
import { scoreOfVelocity } from '../fields/score-of-velocity.ts';
import { namedSchedule } from '../schedules.ts';
import { rowOf } from './traits.ts';
import type { ModelOf, MixtureModel, ScalarField, ScheduleName, VelocityField, VelocityModel } from './types.ts';

/** How models of one kind are evaluated. Each throws an ArgumentError when the model is malformed. */
interface Fields<Model extends VelocityModel> {
  velocity(model: Model): VelocityField;
  divergence(model: Model): ScalarField;
  /** Gradient of `log p_t` by x; of a learned field the one that belongs to it if its source is standard normal and this its schedule. */
  score(model: Model, velocity: VelocityField, schedule: ScheduleName): VelocityField;
  /** With the density, where it is known: nothing in it is narrower than the variance `narrowest`, for a grid that could not carry it. */
  readonly velocityAndDensity?: (model: Model, narrowest: number) => VelocityAndDensity;
}

const FIELDS: { readonly [Kind in VelocityModel['kind']]: Fields<ModelOf<Kind>> } = {
  mixture: { velocity: (model) => exactVelocity(model), divergence: (model) => exactDivergence(model), score: (model) => exactScore(model), velocityAndDensity: widenedMixture },
  mlp: { velocity: mlpVelocity, divergence: mlpDivergence, score: (_, velocity, schedule) => scoreOfVelocity(velocity, namedSchedule(schedule)) },
};

/** Faster ways to evaluate some kinds, which agree with the plain ones. */
export type Evaluators = { readonly [Kind in VelocityModel['kind']]?: (model: ModelOf<Kind>) => VelocityField };

/** The field of any model. @throws ArgumentError when the model is malformed, or of a kind that does not exist */
export function velocityField(model: VelocityModel, evaluators: Evaluators = {}): VelocityField {
  const { velocity } = fieldsOf(model);
  return (evaluators[model.kind] ?? velocity)(model);
}

/** The exact divergence of any model's field. @throws ArgumentError when the model is malformed, or of a kind that does not exist */
export const divergenceField = (model: VelocityModel): ScalarField => fieldsOf(model).divergence(model);

/**
 * The score of any model, for t < 1; of a learned field it follows from its velocity, when its source is standard normal.
 *
 * @param velocity  the model's field
 * @param schedule  that a network was trained with; `linear` when absent
 * @throws ArgumentError when the model is malformed, or of a kind that does not exist
 */
export const scoreField = (model: VelocityModel, velocity: VelocityField, schedule: ScheduleName = 'linear'): VelocityField =>
  fieldsOf(model).score(model, velocity, schedule);

/**
 * The field of any model together with its density, which is left alone where it is not known (`hasDensity`).
 *
 * @param narrowest  variance, above 0
 */
export function velocityAndDensityField(model: VelocityModel, narrowest: number, evaluators?: Evaluators): VelocityAndDensity {
  return fieldsOf(model).velocityAndDensity?.(model, narrowest) ?? velocityField(model, evaluators);
}

/** Whether the density `p_t(x)` of a model is known in closed form. */
export const hasDensity = (model: VelocityModel): boolean => fieldsOf(model).velocityAndDensity !== undefined;

function widenedMixture(model: MixtureModel, narrowest: number): VelocityAndDensity {
  const both = exactVelocityAndDensity(model);
  const velocity = exactVelocity(model);
  const widened = widenedDensity(model, narrowest);
  return (x, t, out, density) => {
    if (density && widened(x, t, density)) velocity(x, t, out);
    else both(x, t, out, density);
  };
}

/** A row takes models of its own kind, and is only ever given those. */
const fieldsOf = (model: VelocityModel): Fields<VelocityModel> => rowOf(FIELDS as Record<VelocityModel['kind'], Fields<VelocityModel>>, model);
