import { combineLatest, distinctUntilChanged, map } from 'rxjs';
import { operator, variable, type Formula } from '../../scene/index.ts';
import { isStill, type Scored } from '../../streams/index.ts';
import { lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { ModelLook } from '../looks.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, Part, View } from '../view.ts';
import { arrowsBySpeed } from '../views/arrows-by-speed.ts';
import { ArrowMarks } from './arrows.ts';

/** Why no score is shown: the data are points, and it is t = 1; or it follows from a learned velocity for a standard normal source alone. */
export type ScoreUnknownReading = { readonly key: 'scoreUnknown'; readonly why: 'points' } | { readonly key: 'scoreUnknown'; readonly why: 'source'; readonly source: string };

interface Needs {
  /** That an arrow of the usual length stands for. */
  readonly speed: number;
  readonly scored: Scored;
  readonly isEnd: boolean;
}

const SCORE: Formula = [operator('∇'), { kind: 'text', text: 'log' }, variable('p', 't'), operator('('), variable('x'), operator(')')];
const LOOK: ModelLook = {
  arrows: { color: 'target', shape: 'solid', opacity: 0.85, widthPx: 1.4 },
  paths: { color: 'target', opacity: 0.6, widthPx: 1.2 },
  formula: () => SCORE,
};

/** Lengths of arrows on a line, in the distance between neighbours; scores grow as the law gets narrow, and the longest are cut. */
const UPRIGHT = { typical: 0.9, shortest: 0.1, longest: 0.9 };

/** The score, gradient of log p_t by x, as arrows: where noise is added, it is what leads back to where the density is. */
export const score: LayerCode<Needs, ScoreUnknownReading> = {
  ask(flow, { models, view, scaled, frameOf }) {
    const model = lastModel({ models });
    const isEnd$ = flow.time$.pipe(map((t) => t === 1), distinctUntilChanged());
    const scored$ = scaled('score', flow.score({ model, grid: view.fieldGrid(!isStill(model)) }), (scored) => (scored.known ? frameOf(scored.volume).speed : 0));
    return combineLatest([scored$, isEnd$]).pipe(map(([[scored, speed], isEnd]) => ({ scored, speed, isEnd })));
  },
  make: (context) => new ScoreMarks(context),
};

class ScoreMarks implements LayerMarks<Needs, ScoreUnknownReading> {
  reading: ScoreUnknownReading | undefined;
  private readonly arrows: ArrowMarks;
  private isKnown = false;

  constructor(context: LayerContext) {
    const { view } = context;
    this.arrows = new ArrowMarks({ ...context, view: view.depth === 'flat' && view.overTime ? upright(view) : view, models: context.models.slice(-1) }, [LOOK]);
  }

  take({ scored, speed, isEnd }: Needs): void {
    this.isKnown = scored.known;
    this.reading = undefined;
    if (!scored.known) this.reading = { key: 'scoreUnknown', why: 'source', source: scored.source };
    else if (isEnd && scored.volume.endsInPoints) this.reading = { key: 'scoreUnknown', why: 'points' };
    if (scored.known) this.arrows.take({ volumes: [scored.volume], speed, isEnd: false });
  }

  get parts(): readonly Part[] {
    return this.isKnown ? this.arrows.parts : [];
  }

  layout(...about: Parameters<ArrowMarks['layout']>): void {
    this.arrows.layout(...about);
  }

  update(t: number): void {
    this.arrows.update(t);
  }

  /** A score is told by one over the data's unit. */
  legend: LayerMarks<Needs, ScoreUnknownReading>['legend'] = (place) => (this.isKnown ? this.arrows.legend?.({ ...place, unit: place.unit && 1 / place.unit }) : undefined);
}

/** Where velocities are slopes over time: a score is no way that time takes, and points up or down. */
function upright(view: View): View {
  const stand = keepLatest((lattice: Lattice): Lattice => ({
    ...lattice,
    ...arrowsBySpeed(lattice.spacing, UPRIGHT, ([up], out) => {
      out.fill(0);
      out[1] = up;
    }),
  }));
  return { ...view, lattice: (surface, camera) => stand(view.lattice(surface, camera)) };
}
