import { distinctUntilChanged, map, of, switchMap } from 'rxjs';
import type { FieldVolume } from '../../math/index.ts';
import { assertDimension, type ArrowsMark, type Camera, type Surface, type Writable } from '../../scene/index.ts';
import { askFields } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { looksOf, type ModelLook } from '../looks.ts';
import type { Lattice, Part, View } from '../view.ts';
import { arrowLegend } from '../views/legend.ts';
import type { FieldFrame } from '../field-frame.ts';

/** Why no arrows are there at t = 1: the data are points, towards which the velocity grows without bound. */
export interface NoVelocityReading {
  readonly key: 'noVelocity';
}

interface Needs {
  readonly volumes: readonly FieldVolume[];
  /** That an arrow of the usual length stands for. */
  readonly speed: number;
  /** Whether it is t = 1 of data that are points, where no velocity is defined. */
  readonly isEnd: boolean;
}

/** So far an arrow of two fields stands to the left or right of its place, as it points: those that agree lie side by side. */
const ASIDE_PX = 1.7;

/** Velocities on an even lattice. Of several fields the first gives the scale: the exact one's does not change while another learns. */
export const arrows: LayerCode<Needs, NoVelocityReading> = {
  ask: (flow, context) => context.scaled('velocity', askFields(flow, context), ([first]) => context.frameOf(first).speed).pipe(switchMap(([volumes, speed]) => {
    const isEnd$ = volumes.some(({ endsInPoints }) => endsInPoints) ? flow.time$.pipe(map((t) => t === 1), distinctUntilChanged()) : of(false);
    return isEnd$.pipe(map((isEnd) => ({ volumes, speed, isEnd })));
  })),
  make: (context) => new ArrowMarks(context),
};

/** Arrows that are drawn, and the number of each one's place in the lattice. */
interface Packed extends Part {
  readonly mark: Writable<ArrowsMark>;
  moves: Uint16Array;
}

/** As `arrows` draws a field: of each model in turn, or of what is told by other looks. */
export class ArrowMarks implements LayerMarks<Needs, NoVelocityReading> {
  readonly parts: readonly Part[];
  private readonly view: View;
  private readonly frameOf: LayerContext['frameOf'];
  private readonly looks: readonly ModelLook[];
  /** Of each field what lies behind the middle of the figure, and what before it: a cloud is painted between them. */
  private readonly marks: readonly { readonly far: Packed; readonly near: Packed }[];
  private fields: readonly FieldFrame[] = [];
  private lattice: Lattice | undefined;
  private isEnd = false;
  private speed = 1;
  private t = Number.NaN;
  /** World positions of the lattice. */
  private placed = new Float64Array(0);
  private readonly velocity: Float64Array;
  private readonly vector = new Float64Array(3);

  constructor({ view, models, frameOf }: LayerContext, looks = looksOf(models)) {
    this.view = view;
    this.frameOf = frameOf;
    this.looks = looks;
    const create = ({ arrows: look }: ModelLook, place: Pick<Part, 'isFar' | 'span'>): Packed => ({
      ...place, kind: 'field', moves: new Uint16Array(0),
      mark: {
        ...look, opacity: look.opacity * view.arrows.opacity, widthPx: look.widthPx * view.arrows.widthPx,
        kind: 'arrows', count: 0, positions: new Float32Array(0), vectors: new Float32Array(0), clipped: view.depth === 'flat', version: 0,
      },
    });
    this.marks = this.looks.map((look) => ({ far: create(look, { isFar: true }), near: create(look, view.depth === 'flat' && view.overTime ? { span: [0, 1] } : {}) }));
    this.parts = this.marks.flatMap(({ far, near }) => (view.depth === 'deep' && !view.overTime ? [far, near] : [near]));
    this.velocity = new Float64Array(view.dimension);
  }

  take({ volumes, speed, isEnd }: Needs): void {
    this.speed = speed;
    this.isEnd = isEnd;
    for (const { grid } of volumes) assertDimension('The field', grid, this.view.dimension);
    this.fields = volumes.map(this.frameOf);
    this.t = Number.NaN;
  }

  layout(surface: Surface, camera: Camera): void {
    const lattice = this.view.lattice(surface, camera);
    if (lattice === this.lattice) return;
    const count = lattice.places.length / this.view.dimension;
    for (const part of this.marks.flatMap(({ far, near }) => [far, near])) {
      const { mark } = part;
      part.moves = new Uint16Array(count);
      // The arrays on the GPU keep their size.
      if (mark.positions.length === 3 * count) continue;
      mark.positions = new Float32Array(3 * count);
      mark.vectors = new Float32Array(3 * count);
    }
    this.placed = new Float64Array(3 * count);
    this.lattice = lattice;
    this.t = Number.NaN;
  }

  update(t: number): void {
    const { fields, lattice } = this;
    if (!lattice || t === this.t || fields.length === 0) return;
    // Slopes on paper stand at all times at once.
    if (lattice.times && !Number.isNaN(this.t)) return;
    this.t = t;
    this.placeAll(lattice, t);
    fields.forEach((field, i) => this.point(field, i, lattice, t));
  }

  legend: LayerMarks<Needs, NoVelocityReading>['legend'] = (place) => {
    if (!this.lattice || this.fields.length === 0) return undefined;
    const worldPerSpeed = this.lattice.worldPerSpeed(this.speed);
    const entries = this.looks.map(({ formula }, i) => ({ ...this.marks[i].near.mark, formula: formula(place.convention) }));
    return arrowLegend(place, entries, worldPerSpeed === undefined ? undefined : worldPerSpeed * place.pxPerWorld);
  };

  get reading(): NoVelocityReading | undefined {
    return this.isEnd && !this.lattice?.times ? { key: 'noVelocity' } : undefined;
  }

  private placeAll({ places, times }: Lattice, t: number): void {
    const { view, placed } = this;
    const { dimension } = view;
    if (times) times.forEach((time, k) => view.place(places.subarray(k * dimension, (k + 1) * dimension), 1, time, placed, k));
    else view.place(places, places.length / dimension, t, placed);
  }

  private point(field: FieldFrame, i: number, lattice: Lattice, t: number): void {
    const { far, near } = this.marks[i];
    const { places, times, shortest, longest } = lattice;
    const { dimension } = this.view;
    const isPair = this.fields.length > 1;
    const aside = isPair ? (i === 0 ? ASIDE_PX : -ASIDE_PX) * lattice.worldPerPx : 0;
    const lead = isPair ? 0.5 : 0;
    const { velocity, vector, speed } = this;
    far.mark.count = near.mark.count = 0;
    if (!times) field.moveTo(t);
    for (let at = 0, k = 0; at < places.length; at += dimension, k++) {
      if (times) field.moveTo(times[k]);
      if (lattice.holds && !lattice.holds(at, t)) continue;
      if (!field.sample(places, at, velocity)) continue;
      const part = lattice.direct(velocity, speed, vector);
      if (!(part >= shortest)) continue;
      this.add(k < lattice.far ? far : near, k, Math.min(part, longest), lead, aside);
    }
    far.mark.version++;
    near.mark.version++;
  }

  /** @param lead  of its vector, by so much an arrow's middle lies off its place */
  private add({ mark, moves }: Packed, k: number, part: number, lead: number, aside: number): void {
    const { placed, vector } = this;
    moves[mark.count] = k;
    const to = 3 * mark.count++;
    const across = aside === 0 ? 0 : aside / Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1]);
    mark.positions[to] = placed[3 * k] + lead * part * vector[0] - across * vector[1];
    mark.positions[to + 1] = placed[3 * k + 1] + lead * part * vector[1] + across * vector[0];
    mark.positions[to + 2] = placed[3 * k + 2] + lead * part * vector[2];
    for (let axis = 0; axis < 3; axis++) mark.vectors[to + axis] = part * vector[axis];
  }
}
