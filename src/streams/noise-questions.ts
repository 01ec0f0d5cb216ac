import { map, of, type Observable } from 'rxjs';
import type { FieldVolume, Grid } from '../math/index.ts';
import type { MarginalsCompared } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { FlowState } from './flow-state.ts';
import { modelOf, type Basis, type ModelName } from './models.ts';
import { accepted, CLOUD, defaultsOf } from './parameters/index.ts';
import { ofModel, type About, type BasisOf } from './question.ts';
import { aboutModel, isSourceNormal, relevant, type CloudSpec, type Stepping } from './questions.ts';

/** A score, and where. */
export interface ScoreSpec {
  readonly model: ModelName;
  readonly grid: Grid;
}

/** The gradient of log p_t over time, where a volume has velocities; a learned velocity gives it for a standard normal source alone. */
export type Scored = { readonly known: true; readonly volume: FieldVolume } | { readonly known: false; readonly source: string };

const askScore = (basisOf: BasisOf, compute: Compute) => ({ model: name, grid }: ScoreSpec): Observable<About<Scored>> =>
  aboutModel(basisOf, name, grid.dimension, ({ model, schedule, laws }) =>
    (modelOf(name).hasScore || isSourceNormal(laws) ? compute.call('sampleScore', { model, schedule, grid }).pipe(map((volume): Scored => ({ known: true, volume }))) : of<Scored>({ known: false, source: laws.source.name })), (a, b) => a.model === b.model && a.schedule === b.schedule);

export const score = ofModel(({ model, grid: { dimension, lower, upper, size } }: ScoreSpec): ScoreSpec => ({ model, grid: { dimension, lower, upper, size } }), askScore);

/** How far a cloud is from the law p_t at some times, by the worker's own way over the same steps. */
const askMarginals = (basisOf: BasisOf, compute: Compute) => ({ model: name, count, ...options }: Stepping & Pick<CloudSpec, 'model' | 'count'>): Observable<About<MarginalsCompared>> =>
  aboutModel(basisOf, name, undefined, ({ model, noise, seed, schedule }) => compute.call('marginals', { model, start: noise(count), ...options, seed, schedule }),
    (a, b) => a.model === b.model && a.noise === b.noise && a.schedule === b.schedule);

/** Seed and schedule may have changed beside the model. */
const isPresent = ({ seed, schedule }: Basis, { parameters }: FlowState): boolean => seed === parameters.seed && schedule === parameters.schedule;

export const marginals = ofModel(({ model, ...options }: Partial<CloudSpec> & Pick<CloudSpec, 'model'>) => {
  const { count, ...stepping } = { ...defaultsOf(CLOUD), ...accepted(CLOUD, options) };
  return { model, count, ...relevant(stepping) };
}, askMarginals, isPresent);
