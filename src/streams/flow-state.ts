import { conditioned, createRandom, lawOfClass, sampleMixture, type ExactModel, type Mixture, type Points } from '../math/index.ts';
import { ParameterError, PROBLEM, resolveLaws, type FlowParameters, type Laws } from './parameters/index.ts';
import { TRAINING_PARAMETERS, type TrainingInputs } from './training-state.ts';

/** The stream of random numbers that the cloud is drawn from; training draws from others. */
const CLOUD_STREAM = 1;

/** As a row's default: all data. */
const NO_CONDITION = PROBLEM.condition.default;

/** What a flow's parameters come to. */
export interface FlowState {
  readonly parameters: FlowParameters;
  readonly laws: Laws;
  /** The exact field between the laws when their ends are paired independently, or towards one class of the data, or guided beyond it. */
  readonly exact: ExactModel;
  /** The law of data that are not among those which that leads to: of its class as well; absent where there are none. */
  readonly fresh?: Mixture;
  readonly training: TrainingInputs;
  /** The first points of one endless cloud at t = 0; the same array for the same count. */
  readonly noise: (count: number) => Points;
}

/**
 * @param earlier  parts whose parameters are the same keep their identity, from the first of these that has them
 * @throws ParameterError for laws of different dimensions
 */
export function flowState(parameters: FlowParameters, earlier: readonly FlowState[]): FlowState {
  const alike = (...names: readonly (keyof FlowParameters)[]): FlowState[] => earlier.filter((state) => isSame(state.parameters, parameters, names));
  // Only draws have a seed.
  const laws = alike('source', 'target', 'dataCount', ...(parameters.dataCount > 0 ? (['seed'] as const) : []))[0]?.laws ?? resolveLaws(parameters);
  const ofLaws = (...names: readonly (keyof FlowParameters)[]): FlowState | undefined => alike(...names).find((state) => state.laws === laws);
  const { source } = laws;
  const { seed } = parameters;
  const ofCondition = ofLaws('schedule', 'condition', 'guidance');
  const fresh = ofCondition ? ofCondition.fresh : freshLaw(laws, parameters);
  // A normal source has the target's dimension.
  const withNoise = alike('source', 'seed').find((state) => state.laws.source.dimension === source.dimension);
  return {
    parameters,
    laws,
    exact: ofCondition?.exact ?? exactModel(laws, parameters),
    ...(fresh && { fresh }),
    training: ofLaws(...TRAINING_PARAMETERS)?.training ?? trainingInputs(laws, parameters),
    noise: withNoise?.noise ?? noiseOf(source.law, seed),
  };
}

/** @throws ParameterError for a class that the data have not */
function exactModel({ source, target }: Laws, { schedule, condition, guidance }: FlowParameters): ExactModel {
  const model = { kind: 'mixture', source: source.law, target: target.law, schedule } as const;
  if (condition === NO_CONDITION) return model;
  const { classes, name } = target;
  if (!classes) throw new ParameterError('condition', { key: 'noClasses', target: name, given: condition });
  if (!classes.names.includes(condition)) throw new ParameterError('condition', { key: 'unknownClass', given: condition, known: classes.names });
  // Of a rare class no row may be among those that were drawn.
  const at = classes.names.indexOf(condition);
  if (!classes.ofComponents.some((of, i) => of === at && target.law.weights[i] > 0)) throw new ParameterError('condition', { key: 'emptyClass', given: condition });
  return conditioned(model, classes, { class: condition, guidance });
}

/** Rows of a rare class may all have been drawn. */
function freshLaw({ drawn }: Laws, { condition, guidance }: FlowParameters): Mixture | undefined {
  const { fresh, freshClasses } = drawn ?? {};
  if (!fresh || !freshClasses || condition === NO_CONDITION || guidance === 0) return fresh;
  const at = freshClasses.names.indexOf(condition);
  return freshClasses.ofComponents.includes(at) ? lawOfClass(fresh, freshClasses, condition) : undefined;
}

export function isSame(a: FlowParameters, b: FlowParameters, names = Object.keys(a) as readonly (keyof FlowParameters)[]): boolean {
  return names.every((name) => isEqual(a[name], b[name]));
}

function isEqual(a: FlowParameters[keyof FlowParameters], b: FlowParameters[keyof FlowParameters]): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}

function noiseOf(law: Mixture, seed: number): FlowState['noise'] {
  const drawn = new Map<number, Points>();
  return (count) => {
    const points = drawn.get(count) ?? sampleMixture(law, count, createRandom(seed, CLOUD_STREAM));
    drawn.set(count, points);
    return points;
  };
}

/** @throws ParameterError where the marginal velocity that is to be learned is not known */
function trainingInputs({ source, target, drawn }: Laws, parameters: FlowParameters): TrainingInputs {
  const { targets, coupling } = parameters;
  if (targets === 'marginal' && coupling !== 'independent') throw new ParameterError('targets', { key: 'marginalUnknown', coupling });
  if (targets === 'marginal' && target.classes) throw new ParameterError('targets', { key: 'marginalClasses', target: target.name });
  const own = Object.fromEntries(TRAINING_PARAMETERS.map((name) => [name, parameters[name]])) as Pick<FlowParameters, (typeof TRAINING_PARAMETERS)[number]>;
  return { ...own, source: source.law, target: target.law, ...(target.classes && { classes: target.classes }), ...(drawn?.fresh && { fresh: drawn.fresh }) };
}
