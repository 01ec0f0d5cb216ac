import { averageVelocity, lacksSpread, lawsOf, lineFlow, velocityField } from '../math/index.ts';
import type { Averaged, AverageVelocityRequest } from './protocol.ts';
import type { CallTask } from './task.ts';

export const averageVelocityTask: CallTask<AverageVelocityRequest, Averaged> = ({ model, x, t, to, steps }, _yieldNow, evaluators) => {
  const laws = lawsOf(model);
  const field = velocityField(model, evaluators);
  const place = Float64Array.from(x);
  // Many paths may have run into a point, and none of them can be told from there.
  const isSettled = laws !== undefined && t !== to && lacksSpread(laws, t);
  if (isSettled) return Promise.resolve({ known: false });
  return Promise.resolve({ known: true, ...averageVelocity(field, place, t, to, steps, laws && x.length === 1 ? lineFlow(laws) : undefined) });
};
