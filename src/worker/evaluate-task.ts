import { ArgumentError, densityField, isPointLaw, lawsOf, modelDimension, velocityBy, type Evaluators, type VelocityModel } from '../math/index.ts';
import { kept } from './kept.ts';
import type { EvaluateRequest, PointValues } from './protocol.ts';
import type { CallTask } from './task.ts';

const fieldsOf = kept((model: VelocityModel, evaluators: Evaluators) => ({ velocity: velocityBy(evaluators, model), density: densityField(model) }));

export const evaluateTask: CallTask<EvaluateRequest, PointValues> = ({ model, points: { dimension, count, coordinates }, t }, _yieldNow, evaluators) => {
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('points', `have dimension ${dimension}, but the model has ${expected}`);
  const velocity = new Float64Array(count * dimension);
  const laws = lawsOf(model);
  if (t === 1 && laws && isPointLaw(laws.target)) return Promise.resolve({ velocity: velocity.fill(Number.NaN) });
  const { velocity: velocityAt, density: field } = fieldsOf(model, evaluators);
  velocityAt(coordinates, t, velocity);
  const density = field && new Float64Array(count);
  field?.(coordinates, t, density!);
  return Promise.resolve({ velocity, ...(density && { density }) });
};
