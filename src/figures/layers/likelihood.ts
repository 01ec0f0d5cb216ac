import { combineLatest, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs';
import { gridPoints, lacksSpread, massOnGrid, type FieldVolume, type Grid } from '../../math/index.ts';
import { isStill, type Flow, type ModelName } from '../../streams/index.ts';
import { askField } from '../ask.ts';
import { gridOf, lineGrid } from '../extent.ts';
import type { LayerCode, LayerContext } from '../layer.ts';
import type { LikelihoodMapReading, LogDensities, LogDensity } from '../log-density.ts';
import { LikelihoodLine, LikelihoodPlane } from './likelihood-marks.ts';

/** Where a network's log density is computed, and the Runge-Kutta steps of the way back: finer and longer than for a density of all times. */
const CARRIED = { nodes: { line: 161, plane: 43 }, steps: 12 };

/**
 * A map of `log p_1`, the likelihood of data: in closed form of an exact model, and of a network by `log p_0(x_0) - integral of div v` along each node's
 * way back to the source. In the plane it is shaded, with lines of equal height; of an exact and a learned model it is the difference of the two. On a
 * line both are curves, x up as in the figure and `log p_1` to the left.
 */
export const likelihood: LayerCode<LogDensities, LikelihoodMapReading> = {
  ask: askLogDensities,
  make: (context) => (context.view.overTime ? new LikelihoodLine(context) : new LikelihoodPlane(context)),
};

function askLogDensities(flow: Flow, context: LayerContext): Observable<LogDensities> {
  const { models, view, domain } = context;
  const isCarried = !models.every(isStill);
  const grid = view.dimension === 1 ? lineGrid(domain, CARRIED.nodes.line) : gridOf(domain, CARRIED.nodes.plane);
  return combineLatest(models.map((model): Observable<LogDensity | undefined> => {
    if (!isStill(model)) return flow.density({ model, grid, times: [1], steps: CARRIED.steps }).pipe(map(({ density, mass }) => logDensity(model, grid, density, mass[0])));
    return endsInPoints(flow, model).pipe(switchMap((hasNone) => (hasNone ? of(undefined) : isCarried ? askThere(flow, model, grid) : askField(flow, context, model).pipe(map((volume) => lastOf(model, volume))))));
  }));
}

/** At the nodes of another's grid. */
const askThere = (flow: Flow, model: ModelName, grid: Grid): Observable<LogDensity | undefined> =>
  flow.values({ model, points: [...gridPoints(grid)], t: 1 }).pipe(map(({ density }) => density && logDensity(model, grid, density)));

/** A model that is no law of ours ends in some draws of it. */
const endsInPoints = (flow: Flow, model: ModelName): Observable<boolean> =>
  model === 'exact' ? flow.laws$.pipe(map(({ source, target }) => lacksSpread({ kind: 'mixture', source: source.law, target: target.law }, 1)), distinctUntilChanged()) : of(true);

function lastOf(model: ModelName, { grid, times, density }: FieldVolume): LogDensity | undefined {
  const last = density?.subarray((times.length - 1) * (density.length / times.length));
  return last && logDensity(model, grid, last, massOnGrid(last, 1, grid)[0]);
}

const logDensity = (model: ModelName, grid: Grid, density: ArrayLike<number>, mass?: number): LogDensity =>
  ({ model, grid, values: Float64Array.from(density, Math.log), ...(mass !== undefined && { mass }) });
