import { combineLatest } from 'rxjs';
import { interpolateTrajectories, type Trajectories } from '../../math/index.ts';
import type { StrokesMark, Surface, ThreadsMark, Writable } from '../../scene/index.ts';
import { askCloud } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { lookOf } from '../looks.ts';
import { evenly } from '../members.ts';
import { shownPairs } from '../pair-paths.ts';
import type { Part, View } from '../view.ts';
import { countLeftOut } from './left-out.ts';

/** Vertices of a path as a thread, and as a line on paper. */
const STEPS = { threads: 42, lines: 81 };
/** Opacity of one thread among `CROWD` in a figure of `ROOM_PX`; it falls with the root of their number, and with their room. */
const OPACITY = 0.42;
const CROWD = 100;
const ROOM_PX = 720;
const OPACITIES = { min: 0.06, max: 0.6 };
const WIDTH_PX = { crowd: 1, besidePairs: 1.6 };
/** What lies ahead of the current time is fainter by this factor. */
const AHEAD = 0.55;

/** Where points of the cloud have been and will be: of the last model in the colours of time, travelled and ahead; on a line of each model, in its own. */
export const paths: LayerCode<readonly Trajectories[]> = {
  ask: (flow, context) => combineLatest(shownModels(context).map((model) => askCloud(flow, context, model))),
  make: (context) => (context.view.paths.style === 'lines' ? lineMarks(context) : threadMarks(context)),
};

const shownModels = ({ models, view }: LayerContext): LayerContext['models'] => (view.paths.style === 'lines' ? models : models.slice(-1));

/** As two marks that share their vertices. Points are as random as any: the first ones are taken. */
function threadMarks(context: LayerContext): LayerMarks<readonly Trajectories[]> {
  const { view, domain } = context;
  const most = mostOf(context);
  let threads: { readonly behind: Writable<ThreadsMark>; readonly ahead: Writable<ThreadsMark> } | undefined;
  let parts: { mark: ThreadsMark; kind: 'data'; moves: true; span: [number, number] }[] = [];
  let leftOut = 0;
  let widthPx = ROOM_PX;
  return {
    get parts(): readonly Part[] {
      return parts;
    },
    get leftOut() {
      return leftOut;
    },
    take([trajectories]) {
      const count = Math.min(most, trajectories.count);
      leftOut = countLeftOut(trajectories, domain);
      if (threads?.behind.count !== count) {
        threads = createThreads(count, view.depth === 'flat', context.beside.has('pairs') ? WIDTH_PX.besidePairs : WIDTH_PX.crowd);
        parts = [{ mark: threads.behind, kind: 'data', moves: true, span: [0, 0] }, { mark: threads.ahead, kind: 'data', moves: true, span: [0, 1] }];
      }
      const { behind, ahead } = threads;
      const cloud = new Float32Array(view.dimension * trajectories.count);
      behind.times.forEach((time, s) => {
        interpolateTrajectories(trajectories, time, cloud);
        view.place(cloud, count, time, behind.positions, s * count);
      });
      behind.version++;
      ahead.version++;
    },
    layout(surface: Surface) {
      widthPx = surface.widthPx;
    },
    update(t) {
      if (!threads) return;
      const { behind, ahead } = threads;
      const crowding = Math.sqrt(CROWD / Math.max(1, behind.count)) * Math.min(1, widthPx / ROOM_PX);
      behind.opacity = Math.min(OPACITIES.max, Math.max(OPACITIES.min, OPACITY * crowding));
      ahead.opacity = AHEAD * behind.opacity;
      behind.toStep = ahead.fromStep = t * (STEPS.threads - 1);
      parts[0].span[1] = parts[1].span[0] = t;
    },
  };
}

function createThreads(count: number, clipped: boolean, widthPx: number): { readonly behind: Writable<ThreadsMark>; readonly ahead: Writable<ThreadsMark> } {
  const steps = STEPS.threads;
  const positions = new Float32Array(steps * count * 3);
  const times = Float32Array.from({ length: steps }, (_, s) => s / (steps - 1));
  const mark = (opacity: number): Writable<ThreadsMark> => ({
    kind: 'threads', count, steps, positions, times, opacities: new Float32Array(steps).fill(1), opacity, widthPx,
    fromStep: 0, toStep: steps - 1, clipped, version: 0,
  });
  return { behind: mark(1), ahead: mark(AHEAD) };
}

/** Over all times at once. */
function lineMarks(context: LayerContext): LayerMarks<readonly Trajectories[]> {
  const { view, domain } = context;
  const models = shownModels(context);
  let parts: readonly Part[] = [];
  let leftOut = 0;
  return {
    get parts() {
      return parts;
    },
    get leftOut() {
      return leftOut;
    },
    take(all) {
      leftOut = Math.max(...all.map((trajectories) => countLeftOut(trajectories, domain)));
      parts = all.map((trajectories, k): Part => ({ mark: linesOf(trajectories, chosen(trajectories, context), view, lookOf(models[k]).paths), kind: 'data', moves: true, span: [0, 1] }));
    },
    update: () => undefined,
  };
}

/** Beside pairs those from the same noise: the first ones. */
const mostOf = (context: LayerContext): number => (context.beside.has('pairs') ? shownPairs(context) : context.view.paths.most);

const chosen = (trajectories: Trajectories, context: LayerContext): number[] =>
  context.beside.has('pairs') ? Array.from({ length: Math.min(mostOf(context), trajectories.count) }, (_, i) => i) : evenly(trajectories, mostOf(context));

function linesOf(trajectories: Trajectories, members: readonly number[], view: View, look: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx' | 'dashPx'>): StrokesMark {
  const lines = members.length;
  const positions = new Float32Array(3 * STEPS.lines * lines);
  const cloud = new Float32Array(trajectories.count);
  for (let s = 0; s < STEPS.lines; s++) {
    const t = s / (STEPS.lines - 1);
    interpolateTrajectories(trajectories, t, cloud);
    members.forEach((i, l) => view.place([cloud[i]], 1, t, positions, l * STEPS.lines + s));
  }
  return { ...look, kind: 'strokes', offsets: Array.from({ length: lines + 1 }, (_, l) => l * STEPS.lines), positions, clipped: true, version: 0 };
}
