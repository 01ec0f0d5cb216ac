import type { VelocityModel } from '../math/index.ts';

/**
 * What is made of a model for the questions about it, for as long as the worker holds that model: a pointer asks of one many times a second, and to look
 * through thousands of data points takes longer than to answer.
 */
export function kept<Model extends VelocityModel, By, Made>(make: (model: Model, by: By) => Made): (model: Model, by: By) => Made {
  const known = new WeakMap<Model, { readonly by: By; readonly made: Made }>();
  return (model, by) => {
    const before = known.get(model);
    if (before && before.by === by) return before.made;
    const made = make(model, by);
    known.set(model, { by, made });
    return made;
  };
}
