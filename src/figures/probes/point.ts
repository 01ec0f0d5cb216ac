import { combineLatest, map, of, startWith, switchMap } from 'rxjs';
import type { Place } from '../../math/index.ts';
import type { ArrowsMark, Camera, PointsMark, Surface, Writable } from '../../scene/index.ts';
import type { ModelName, PointValues } from '../../streams/index.ts';
import { askField, askPlace, toldModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { looksOf } from '../looks.ts';
import { ringOf } from '../single-marks.ts';
import { lengthIn, placeIn, volumeIn } from '../units.ts';
import type { Lattice, Part } from '../view.ts';

/** The values of a flow at a place. */
export interface PointReading {
  readonly key: 'point';
  readonly x: readonly number[];
  readonly t: number;
  /** `v` is undefined at t = 1 where the data are points. */
  readonly velocities: readonly { readonly model: ModelName; readonly v: readonly number[] | undefined }[];
  /** Where one is known in closed form. */
  readonly density?: number;
}

interface Needs {
  /** Undefined while nobody points. */
  readonly place: Place | undefined;
  /** Of each model, in their order. */
  readonly values: readonly PointValues[];
  /** That the arrows of the figure have for theirs; undefined until it is there. */
  readonly speed: number | undefined;
}

const RADIUS_PX = 4.5;
const ARROW_PX = 2.6;
/** Longer than the arrows of the figure, which have to leave room for their neighbours. */
const LENGTH_FACTOR = 3;

/** The velocity v_t(x) of each model under the cross, and the density p_t(x) where one is known in closed form. */
export const point: LayerCode<Needs, PointReading> = {
  ask(flow, context) {
    const { models } = context;
    const values$ = askPlace(flow, context).pipe(
      switchMap((place) =>
        place ? combineLatest(models.map((model) => flow.values({ model, points: place.x, t: place.t }))).pipe(map((values) => ({ place, values }))) : of({ place, values: [] })),
    );
    const speed$ = context.scaled('velocity', askField(flow, context, models[0]), (volume) => context.frameOf(volume).speed).pipe(map(([, speed]) => speed), startWith(undefined));
    return combineLatest([values$, speed$]).pipe(map(([answer, speed]) => ({ ...answer, speed })));
  },
  make: (context) => new PointMarks(context),
};

class PointMarks implements LayerMarks<Needs, PointReading> {
  parts: readonly Part[] = [];
  reading: PointReading | undefined;
  private readonly context: LayerContext;
  private readonly cross: Writable<PointsMark>;
  private readonly ring: PointsMark;
  private readonly arrows: readonly Writable<ArrowsMark>[];
  private needs: Needs = { place: undefined, values: [], speed: undefined };
  private lattice: Lattice | undefined;

  constructor(context: LayerContext) {
    const { view, models } = context;
    const clipped = view.depth === 'flat';
    this.context = context;
    this.cross = { kind: 'points', count: 1, positions: new Float32Array(3), radiusPx: RADIUS_PX, color: 'through', opacity: 1, clipped, version: 0 };
    this.ring = ringOf(this.cross);
    this.arrows = looksOf(models).map(({ arrows }) => ({
      ...arrows, ...(models.length === 1 && { color: 'through' }), opacity: 1, widthPx: ARROW_PX, kind: 'arrows', count: 1, positions: new Float32Array(3), vectors: new Float32Array(3), clipped, version: 0,
    }));
  }

  take(needs: Needs): void {
    this.needs = needs;
    this.reading = this.tell();
    this.parts = needs.place ? [...this.arrows, this.ring, this.cross].map((mark): Part => ({ mark, kind: 'probe' })) : [];
  }

  layout(surface: Surface, camera: Camera): void {
    this.lattice = this.context.view.lattice(surface, camera);
  }

  update(t: number): void {
    const { needs: { place, values, speed = 1 }, lattice, cross, arrows, context: { view } } = this;
    if (!place || !lattice) return;
    view.place(place.x, 1, view.depth === 'flat' ? place.t : t, cross.positions);
    cross.version++;
    const vector = new Float64Array(3);
    arrows.forEach((mark, i) => {
      const part = LENGTH_FACTOR * lattice.direct(values[i].velocity, speed, vector);
      mark.count = part > 0 && part < Infinity ? 1 : 0;
      for (let axis = 0; axis < 3; axis++) {
        mark.vectors[axis] = part * vector[axis];
        mark.positions[axis] = cross.positions[axis] + mark.vectors[axis] / 2;
      }
      mark.version++;
    });
  }

  private tell(): PointReading | undefined {
    const { needs: { place, values }, context: { models, units } } = this;
    if (!place) return undefined;
    const density = values.find((value) => value.density)?.density?.[0];
    return {
      key: 'point', t: place.t, x: placeIn(units, place.x), velocities: models.map((model, i) => ({ model: toldModel(model), v: Number.isNaN(values[i].velocity[0]) ? undefined : lengthIn(units, values[i].velocity) })),
      ...(density !== undefined && { density: density / volumeIn(units, place.x.length) }),
    };
  }
}
