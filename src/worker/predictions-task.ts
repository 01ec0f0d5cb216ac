import { conversion, exactEnds, lacksSpread, lawsOf, namedSchedule, scoreField, velocityField, type VelocityField } from '../math/index.ts';
import type { Predictions, PredictionsRequest } from './protocol.ts';
import type { CallTask } from './task.ts';

export const predictionsTask: CallTask<PredictionsRequest, Predictions> = ({ model, x, t, schedule: name, isSourceNormal }, _yieldNow, evaluators) => {
  const laws = lawsOf(model);
  const schedule = namedSchedule(name);
  const place = Float64Array.from(x);
  const field = velocityField(model, evaluators);
  const at = (of: VelocityField): Float64Array => {
    const out = new Float64Array(x.length);
    of(place, t, out);
    return out;
  };
  // Where the rates are infinite at the end, so is the velocity; on points without spread there is no density to have a gradient.
  const velocity = t === 1 && schedule.retimed ? undefined : at(field);
  if (laws) {
    const [noise, data] = [new Float64Array(x.length), new Float64Array(x.length)];
    exactEnds(laws)(place, t, noise, data);
    return Promise.resolve({ noise, data, ...(velocity && { velocity }), ...(!lacksSpread(laws, t) && { score: at(scoreField(model, field)) }) });
  }
  const fromVelocity = (to: 'noise' | 'data' | 'score'): Predictions => {
    const by = velocity && conversion(schedule, t, 'velocity', to);
    return by ? { [to]: velocity.map((value, k) => by.given * value + by.place * place[k]) } : {};
  };
  return Promise.resolve({ ...(velocity && { velocity }), ...fromVelocity('noise'), ...fromVelocity('data'), ...(isSourceNormal && fromVelocity('score')) });
};
