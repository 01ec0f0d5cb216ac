import { dataset, gaussianMixture, type Dataset } from '../../math/index.ts';
import { ParameterError } from './read-values.ts';
import type { FlowParameters } from './table.ts';

/** The two laws of a flow, both of the same dimension. */
export interface Laws {
  readonly source: Dataset;
  readonly target: Dataset;
}

/** @throws ParameterError  when the laws have different dimensions */
export function resolveLaws({ source, target }: Pick<FlowParameters, 'source' | 'target'>): Laws {
  const end = typeof target === 'string' ? dataset(target) : target;
  const start = source === 'gaussian' ? gaussian(end.dimension) : typeof source === 'string' ? dataset(source) : source;
  if (start.dimension !== end.dimension) {
    const message = `The source "${start.name}" has dimension ${start.dimension} and the target "${end.name}" ${end.dimension}; both must have the same.`;
    throw new ParameterError('source', message);
  }
  return { source: start, target: end };
}

/** In any dimension: training and solvers ask for no picture. */
const gaussian = (dimension: number): Dataset => ({ ...dataset('gaussian'), dimension, law: gaussianMixture(dimension) });
