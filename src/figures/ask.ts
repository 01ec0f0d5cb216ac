import { combineLatest, distinctUntilChanged, filter, map, of, switchMap, type Observable } from 'rxjs';
import { isBetweenLaws, type DensityVolume, type FieldVolume, type Place, type Trajectories } from '../math/index.ts';
import { isStill, type Flow, type ModelName } from '../streams/index.ts';
import type { LayerContext } from './layer.ts';
import type { View } from './view.ts';

/** Times of a field: a model that stands is computed once, a network anew for each snapshot of its training. */
const MOST_TIMES = { still: 33, live: 9, line: 66 };

const mostTimes = ({ dimension }: View, model: ModelName): number => (!isStill(model) ? MOST_TIMES.live : dimension === 1 ? MOST_TIMES.line : MOST_TIMES.still);

/** State: where the reader points and when, until it is undefined again. Where time runs across the paper the reader points at a time as well. */
export function askPlace(flow: Flow, { cross$, view }: LayerContext): Observable<Place | undefined> {
  const place$ = view.depth === 'flat' && view.overTime ? cross$ : combineLatest([cross$, flow.time$]).pipe(map(([cross, t]) => cross && { x: cross.x, t }));
  return place$.pipe(distinctUntilChanged((a, b) => a === b || (a?.t === b?.t && a?.x.join() === b?.x.join())));
}

/** A model's field where the view has arrows, with its density where it has one. Layers that ask the same share the answer. */
export const askField = (flow: Flow, { view }: LayerContext, model: ModelName): Observable<FieldVolume> =>
  flow.field({ model, grid: view.fieldGrid(!isStill(model)), maxTimes: mostTimes(view, model) });

/** The fields of all models of a figure, in their order. */
export const askFields = (flow: Flow, context: LayerContext): Observable<readonly FieldVolume[]> =>
  combineLatest(context.models.map((model) => askField(flow, context, model)));

/** The flow's cloud, carried by a model. Those of laws of another dimension may still stand in the stream. */
export const askCloud = (flow: Flow, { cloud, view }: LayerContext, model: ModelName): Observable<Trajectories> =>
  flow.cloud({ ...cloud, model }).pipe(filter(({ dimension }) => dimension === view.dimension));

/** Of several models the one by which a figure shows what it shows of one alone: the learned one, where there is one. */
export const lastModel = ({ models }: Pick<LayerContext, 'models'>): ModelName => models[models.length - 1];

/** What readings call a model: whichever network of a training it is. */
export const toldModel = (model: ModelName): ModelName => (isStill(model) ? model : 'learned');

/**
 * Paths along the last of the models, in the steps of the cloud.
 *
 * @param points  interleaved coordinates, at time `at`
 */
export function askPaths(flow: Flow, context: LayerContext, points: readonly number[], at: number): Observable<Trajectories> {
  const { solver, steps, tolerance } = context.cloud;
  // A stochastic path has no way back, and carries no grid.
  const by = solver === 'sde' ? {} : { solver, steps, tolerance };
  return flow.paths({ model: lastModel(context), points, at, ...by });
}

/** So many, evenly from 0 to 1. */
function evenTimes(count: number): number[] {
  return Array.from({ length: count }, (_, s) => s / (count - 1));
}

/** Of a density that is carried: even times, and Runge-Kutta steps over all of [0, 1], which leave errors below what shading shows. */
const CARRIED = { times: { line: evenTimes(13), plane: evenTimes(7) }, steps: 8 };

/**
 * The density of the first model that has one in closed form, in the plane the same question as a field's; of a network, and
 * under guidance, the one that the flow makes of the source. Undefined where the view has no room for it, and while the exact field is not known.
 */
export function askDensity(flow: Flow, { view, models }: LayerContext): Observable<FieldVolume | DensityVolume | undefined> {
  const model = models.find(isStill) ?? models[0];
  const grid = view.densityGrid(!isStill(model));
  if (!grid) return of(undefined);
  const carried$ = flow.density({ model, grid, times: view.dimension === 1 ? CARRIED.times.line : CARRIED.times.plane, steps: CARRIED.steps });
  if (!isStill(model)) return carried$;
  const field$ = flow.field({ model, grid, maxTimes: mostTimes(view, model) });
  if (model !== 'exact') return field$;
  const way$ = flow.exact$.pipe(map((exact) => (exact.known ? (isBetweenLaws(exact.model) ? field$ : carried$) : undefined)), distinctUntilChanged());
  return way$.pipe(switchMap((density$) => density$ ?? of(undefined)));
}
