import { createRandom, dataset, drawnData, gaussianMixture, type Dataset, type DrawnData } from '../../math/index.ts';
import { ParameterError } from './parameter-error.ts';
import type { FlowParameters } from './table.ts';

/** The two laws of a flow, both of the same dimension. */
export interface Laws {
  readonly source: Dataset;
  readonly target: Dataset;
  /** Where `data-count` of a law are the target: that law, and the one of fresh data. */
  readonly drawn?: Pick<DrawnData, 'from' | 'fresh' | 'freshClasses'>;
}

/** The stream of random numbers that those are drawn from; clouds and trainings draw from others. */
const DATA_STREAM = 112;

/** @throws ParameterError  when the laws have different dimensions */
export function resolveLaws({ source, target, dataCount, seed }: Pick<FlowParameters, 'source' | 'target' | 'dataCount' | 'seed'>): Laws {
  const end = typeof target === 'string' ? dataset(target) : target;
  const start = source === 'gaussian' ? gaussian(end.dimension) : typeof source === 'string' ? dataset(source) : source;
  if (start.dimension !== end.dimension) {
    throw new ParameterError('source', { key: 'unlikeDimensions', source: start.name, target: end.name, dimensions: [start.dimension, end.dimension] });
  }
  if (dataCount === 0) return { source: start, target: end };
  const { data, ...drawn } = drawnData(end, dataCount, createRandom(seed, DATA_STREAM));
  return { source: start, target: data, drawn };
}

/** In any dimension: training and solvers ask for no picture. */
const gaussian = (dimension: number): Dataset => ({ ...dataset('gaussian'), dimension, law: gaussianMixture(dimension) });
