import type { FieldVolume } from '../../math/index.ts';
import type { Camera, Surface, ThreadsMark, Writable } from '../../scene/index.ts';
import { askFields } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { looksOf } from '../looks.ts';
import type { Lattice, Part, View } from '../view.ts';
import type { FieldFrame } from '../field-frame.ts';

/** Steps from the seed to either end, each this part of the distance between seeds. */
const STEPS = 9;
const STEP = 0.13;
/** From the tail, where a particle would come from, to the head: which way it goes is seen by where the line is strong. */
const OPACITIES = { tail: 0.05, head: 0.85 };
const WIDTH_PX = 1.5;

/**
 * The field at one time as short curves along it. Seeds stand on an even lattice and stay there, so that lines bend with time instead of
 * jumping from place to place; all have about the same length, whatever the speed.
 */
export const streamlines: LayerCode<readonly FieldVolume[]> = {
  ask: askFields,
  make: (context) => new StreamlineMarks(context),
};

class StreamlineMarks implements LayerMarks<readonly FieldVolume[]> {
  parts: readonly Part[] = [];
  private readonly view: View;
  private readonly frameOf: LayerContext['frameOf'];
  private readonly colors: readonly ThreadsMark['color'][];
  private marks: Writable<ThreadsMark>[] = [];
  private fields: readonly FieldFrame[] = [];
  private lattice: Lattice | undefined;
  private seeds: Float64Array = new Float64Array(0);
  private t = Number.NaN;
  private readonly velocity: Float64Array;
  /** The last vertex, the place half a step on, the step, and the step before. */
  private readonly vertex: Float64Array;
  private readonly middle: Float64Array;
  private readonly step: Float64Array;
  private readonly before: Float64Array;

  constructor({ view, models, frameOf }: LayerContext) {
    this.view = view;
    this.frameOf = frameOf;
    this.colors = looksOf(models).map(({ arrows }) => arrows.color);
    [this.velocity, this.vertex, this.middle, this.step, this.before] = Array.from({ length: 5 }, () => new Float64Array(view.dimension));
  }

  take(volumes: readonly FieldVolume[]): void {
    this.fields = volumes.map(this.frameOf);
    this.t = Number.NaN;
  }

  layout(surface: Surface, camera: Camera): void {
    const lattice = this.view.lattice(surface, camera);
    if (lattice === this.lattice) return;
    this.lattice = lattice;
    this.seeds = seedsOf(lattice, this.view.dimension);
    this.t = Number.NaN;
    const count = this.seeds.length / this.view.dimension;
    if (this.marks[0]?.count === count) return;
    this.marks = this.colors.map((color) => createMark(count, color, this.view.depth === 'flat'));
    this.parts = this.marks.map((mark): Part => ({ mark, kind: 'field', moves: true }));
  }

  update(t: number): void {
    if (t === this.t || !this.lattice) return;
    this.t = t;
    this.fields.forEach((field, k) => {
      field.moveTo(t);
      const mark = this.marks[k];
      for (let i = 0; i < mark.count; i++) {
        this.follow(field, mark, i, 1, t);
        this.follow(field, mark, i, -1, t);
      }
      mark.version++;
    });
  }

  /** From the seed with the field (1) or against it (-1), by the midpoint rule in arc length; where it ends, the line rests. */
  private follow(field: FieldFrame, mark: ThreadsMark, i: number, sense: 1 | -1, t: number): void {
    const { seeds, vertex, middle, step, before, view: { dimension } } = this;
    for (let axis = 0; axis < dimension; axis++) {
      vertex[axis] = seeds[dimension * i + axis];
      before[axis] = 0;
    }
    let goesOn = !this.lattice?.holds || this.lattice.holds(dimension * i, t);
    this.write(mark, i, STEPS, t);
    for (let s = 1; s <= STEPS; s++) {
      goesOn &&= this.direct(field, vertex, sense);
      if (goesOn) {
        for (let axis = 0; axis < dimension; axis++) middle[axis] = vertex[axis] + step[axis] / 2;
        goesOn = this.direct(field, middle, sense);
      }
      // A line that turns back has come to a place where the field stands still: it would walk to and fro.
      let along = 0;
      for (let axis = 0; axis < dimension; axis++) along += step[axis] * before[axis];
      goesOn &&= along >= 0;
      if (goesOn) {
        for (let axis = 0; axis < dimension; axis++) {
          before[axis] = step[axis];
          vertex[axis] += step[axis];
        }
      }
      this.write(mark, i, STEPS + sense * s, t);
    }
  }

  /** A whole step along the field into `step`; false where there is no direction. */
  private direct(field: FieldFrame, place: Float64Array, sense: 1 | -1): boolean {
    const { velocity, step, lattice } = this;
    if (!field.sample(place, 0, velocity)) return false;
    let square = 0;
    for (let axis = 0; axis < velocity.length; axis++) square += velocity[axis] * velocity[axis];
    if (!(square > 0)) return false;
    const scale = (sense * STEP * lattice!.spacing) / Math.sqrt(square);
    for (let axis = 0; axis < velocity.length; axis++) step[axis] = scale * velocity[axis];
    return true;
  }

  private write({ positions, count }: ThreadsMark, i: number, s: number, t: number): void {
    this.view.place(this.vertex, 1, t, positions, s * count + i);
  }
}

/** On paper every other row is shifted by half a place: lines along the lattice would hide one another. */
function seedsOf({ places, spacing, worldPerPx }: Lattice, dimension: number): Float64Array {
  if (worldPerPx === 0) return places;
  const seeds = places.slice();
  const rows = [...new Set(Array.from(places).filter((_, i) => i % dimension === 1))].sort((a, b) => a - b);
  for (let i = 0; i < seeds.length; i += dimension) seeds[i] += (rows.indexOf(places[i + 1]) % 2 === 0 ? -0.25 : 0.25) * spacing;
  return seeds;
}

function createMark(count: number, color: ThreadsMark['color'], clipped: boolean): Writable<ThreadsMark> {
  const steps = 2 * STEPS + 1;
  const rise = (s: number): number => (s / (steps - 1)) ** 1.5;
  return {
    kind: 'threads', count, steps, positions: new Float32Array(3 * count * steps), times: new Float32Array(steps),
    opacities: Float32Array.from({ length: steps }, (_, s) => OPACITIES.tail + (OPACITIES.head - OPACITIES.tail) * rise(s)),
    ...(color !== undefined && { color }), opacity: 1, widthPx: WIDTH_PX, fromStep: 0, toStep: steps - 1, clipped, version: 0,
  };
}
