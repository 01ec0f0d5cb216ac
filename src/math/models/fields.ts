import { exactDensity, widenedDensity } from '../fields/exact-density.ts';
import { exactDivergence } from '../fields/exact-divergence.ts';
import { exactScore } from '../fields/exact-score.ts';
import { exactVelocity, exactVelocityAndDensity, type VelocityAndDensity } from '../fields/exact-velocity.ts';
import { guidedDivergence, guidedScore, guidedVelocity } from '../fields/guided.ts';
import { hutchinsonDivergence } from '../fields/hutchinson-divergence.ts';
import { mlpDivergence } from '../fields/mlp-divergence.ts';
import { mlpVelocity } from '../fields/mlp-velocity.ts';
import { scoreOfVelocity } from '../fields/score-of-velocity.ts';
import type { Random } from '../random.ts';
import { namedSchedule } from '../schedules.ts';
import { lawsOf, modelDimension, rowOf } from './traits.ts';
import type { ModelOf, MixtureModel, ScalarField, ScheduleName, VelocityField, VelocityModel } from './types.ts';

/** How velocities of some kinds are evaluated. Each throws an ArgumentError when the model is malformed. */
export type Evaluators = { readonly [Kind in VelocityModel['kind']]?: (model: ModelOf<Kind>) => VelocityField };

/** Of laws alone. */
export const EXACT_VELOCITIES = { mixture: (model) => exactVelocity(model) } satisfies Evaluators;
/** Of all kinds, in plain arithmetic. */
export const VELOCITIES: Required<Evaluators> = { ...EXACT_VELOCITIES, guided: guidedVelocity, mlp: mlpVelocity };

/** What else is known of models of one kind. */
interface Fields<Model extends VelocityModel> {
  divergence(model: Model): ScalarField;
  /** Gradient of `log p_t` by x; of a learned field the one that belongs to it if its source is standard normal and this its schedule. */
  score(model: Model, velocity: VelocityField, schedule: ScheduleName): VelocityField;
}

const FIELDS: { readonly [Kind in VelocityModel['kind']]: Fields<ModelOf<Kind>> } = {
  mixture: { divergence: (model) => exactDivergence(model), score: (model) => exactScore(model) },
  guided: { divergence: guidedDivergence, score: guidedScore },
  mlp: { divergence: mlpDivergence, score: (_, velocity, schedule) => scoreOfVelocity(velocity, namedSchedule(schedule)) },
};

/** The field of a model by what evaluates its kind. @throws ArgumentError when the model is malformed, or of a kind that is not among them */
export const velocityBy = (evaluators: Evaluators, model: VelocityModel): VelocityField =>
  rowOf(evaluators as Partial<Record<VelocityModel['kind'], (model: VelocityModel) => VelocityField>>, model)(model);

/** The field of any model; evaluators take the place of plain arithmetic, each for its kind. @throws ArgumentError when the model is malformed, or of a kind that does not exist */
export const velocityField = (model: VelocityModel, evaluators: Evaluators = {}): VelocityField => velocityBy({ ...VELOCITIES, ...evaluators }, model);

/** How divergences of some kinds are evaluated, as {@link Evaluators} do velocities. */
export type Divergences = { readonly [Kind in VelocityModel['kind']]?: (model: ModelOf<Kind>) => ScalarField };

/** The exact divergence of any model's field; others take the place of plain arithmetic, each for its kind. @throws ArgumentError when the model is malformed, or of a kind that does not exist */
export function divergenceField(model: VelocityModel, divergences: Divergences = {}): ScalarField {
  const { divergence } = fieldsOf(model);
  const own = (divergences as Partial<Record<VelocityModel['kind'], (model: VelocityModel) => ScalarField>>)[model.kind];
  return (own ?? divergence)(model);
}

/** Axes up to which the divergence of a field is found axis by axis: of codes of pictures that would take dozens of derivatives a point. */
const MOST_AXES = 8;

/**
 * The divergence of any model's field as one can afford it along many paths: exactly where axes are few, and else estimated by one random direction a point and call,
 * without bias.
 *
 * @throws ArgumentError when the model is malformed, or of a kind that does not exist
 */
export const affordableDivergence = (model: VelocityModel, random: Random): ScalarField =>
  (isDivergenceEstimated(model) ? hutchinsonDivergence(velocityField(model), modelDimension(model), random) : divergenceField(model));

/** Whether that is an estimate. */
export const isDivergenceEstimated = (model: VelocityModel): boolean => modelDimension(model) > MOST_AXES;

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
 * The field of any model together with its density, which is left alone where it is not known: of what has no laws.
 *
 * @param narrowest  variance, above 0: nothing in the density is narrower, for a grid that could not carry it
 */
export function velocityAndDensityBy(evaluators: Evaluators, model: VelocityModel, narrowest: number): VelocityAndDensity {
  const laws = lawsOf(model);
  return laws ? widenedMixture(laws, narrowest) : velocityBy(evaluators, model);
}

/** The density `p_t(x)` of a model, very large where it is infinite; undefined where none is known. */
export function densityField(model: VelocityModel): ScalarField | undefined {
  const laws = lawsOf(model);
  return laws && exactDensity(laws);
}

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
