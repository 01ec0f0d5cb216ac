import { ArgumentError } from '../argument-error.ts';
import type { ExactModel, Mixture, MixtureModel } from '../models/types.ts';
import { storedCovariances } from '../covariances.ts';

/** The classes of a law: what each is called, and which of them each component of the law belongs to. */
export interface Classes {
  readonly names: readonly string[];
  /** One number a component, a place in `names`. */
  readonly ofComponents: Int32Array;
}

/** Which class of the data a velocity is asked for, and how strongly. */
export interface Condition {
  /** Name of a class. */
  readonly class: string;
  /** 0..100; 0 leaves the class out, 1 is the velocity of the class, more is guidance. */
  readonly guidance: number;
}

/** The law of one class: its components alone, `p(x | c)`. @throws ArgumentError when there is no such class, or it has no component of weight */
export function lawOfClass(law: Mixture, { names, ofComponents }: Classes, name: string): Mixture {
  const index = names.indexOf(name);
  if (index < 0) throw new ArgumentError('class', `there is no class "${name}"; there are ${names.join(', ')}`);
  if (ofComponents.length !== law.weights.length) throw new ArgumentError('classes', `are of ${ofComponents.length} components, but the law has ${law.weights.length}`);
  const { dimension, weights, means } = law;
  const { stride, values } = storedCovariances(law);
  const chosen = Array.from(weights.keys()).filter((i) => ofComponents[i] === index && weights[i] > 0);
  if (chosen.length === 0) throw new ArgumentError('class', `"${name}" has no weight in the law`);
  const total = chosen.reduce((sum, i) => sum + weights[i], 0);
  const gather = (from: Float64Array, size: number): Float64Array => {
    const out = new Float64Array(chosen.length * size);
    chosen.forEach((i, place) => out.set(from.subarray(i * size, (i + 1) * size), place * size));
    return out;
  };
  return { dimension, weights: gather(weights, 1).map((weight) => weight / total), means: gather(means, dimension), covariances: gather(values, stride) };
}

/**
 * The model that leads to one class of its target, or beyond it by guidance; the model itself at a guidance of 0.
 *
 * @throws ArgumentError when there is no such class
 */
export function conditioned(model: MixtureModel, classes: Classes, { class: name, guidance }: Condition): ExactModel {
  const chosen = { ...model, target: lawOfClass(model.target, classes, name) };
  if (guidance === 0) return model;
  return guidance === 1 ? chosen : { kind: 'guided', all: model, chosen, guidance };
}
