import type { VelocityField, VelocityModel } from '../models.ts';
import { exactVelocity } from './exact-velocity.ts';
import { mlpVelocity } from './mlp-velocity.ts';

/** The field of any model. @throws ArgumentError when the model is malformed */
export function velocityField(model: VelocityModel): VelocityField {
  return model.kind === 'mixture' ? exactVelocity(model) : mlpVelocity(model);
}
