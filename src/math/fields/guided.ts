import { ArgumentError } from '../argument-error.ts';
import type { GuidedModel, ScalarField, VelocityField } from '../models/types.ts';
import { combined, MOST_GUIDANCE } from './combined.ts';
import { exactDivergence } from './exact-divergence.ts';
import { exactLogDensity } from './exact-density.ts';
import { exactScore } from './exact-score.ts';
import { exactVelocity } from './exact-velocity.ts';

/**
 * Classifier-free guidance, `v + w (v_c - v)`: away from the velocity towards all data and beyond that towards one class (Ho and Salimans 2022, of which w is one
 * more than theirs; Zheng et al. 2023, Guided Flows, of velocities). 0 is the field without a condition, 1 that of the class.
 *
 * @throws ArgumentError when a mixture is malformed, schedules differ, or the guidance is out of its range
 */
export function guidedVelocity(model: GuidedModel): VelocityField {
  const { all, chosen, guidance } = checked(model);
  const [whole, part] = [exactVelocity(all), exactVelocity(chosen)];
  const field = combined<VelocityField>(whole, part, guidance);
  const retimed = whole.retimed && part.retimed && { change: whole.retimed.change, field: combined(whole.retimed.field, part.retimed.field, guidance) };
  const ending = whole.straight ?? part.straight;
  const linear = (): VelocityField => guidedVelocity({ ...model, all: { ...all, schedule: 'linear' }, chosen: { ...chosen, schedule: 'linear' } });
  return Object.assign(field, { ...(retimed && { retimed }), ...(ending && { straight: { ...ending, field: once(linear) } }) });
}

/** @throws ArgumentError as `guidedVelocity` */
export function guidedDivergence(model: GuidedModel): ScalarField {
  const { all, chosen, guidance } = checked(model);
  const [whole, part] = [exactDivergence(all), exactDivergence(chosen)];
  const retimed = whole.retimed && part.retimed && { change: whole.retimed.change, field: combined(whole.retimed.field, part.retimed.field, guidance) };
  return Object.assign(combined<ScalarField>(whole, part, guidance), retimed && { retimed });
}

/** Gradient of `guidedLogDensity` by x. @throws ArgumentError as `guidedVelocity` */
export function guidedScore(model: GuidedModel): VelocityField {
  const { all, chosen, guidance } = checked(model);
  return combined(exactScore(all), exactScore(chosen), guidance);
}

/**
 * Log of `p_t(x)^(1 - w) p_t(x | c)^w`, up to a number that depends on t alone: the density that guidance follows at each time. It is no density that the guided
 * flow carries: those of two times do not belong to one flow (Bradley and Nakkiran 2024, Classifier-free guidance is a predictor-corrector).
 *
 * @throws ArgumentError as `guidedVelocity`
 */
export function guidedLogDensity(model: GuidedModel): ScalarField {
  const { all, chosen, guidance } = checked(model);
  return combined(exactLogDensity(all), exactLogDensity(chosen), guidance);
}

function checked(model: GuidedModel): GuidedModel {
  const { all, chosen, guidance } = model;
  if (!(guidance >= 0 && guidance <= MOST_GUIDANCE)) throw new ArgumentError('guidance', `must lie in [0, ${MOST_GUIDANCE}], not ${guidance}`);
  if ((all.schedule ?? 'linear') !== (chosen.schedule ?? 'linear')) throw new ArgumentError('chosen', 'must have the schedule of all');
  return model;
}

/** A field that is made when it is first asked. */
function once(make: () => VelocityField): VelocityField {
  let made: VelocityField | undefined;
  return (x, t, out) => (made ??= make())(x, t, out);
}
