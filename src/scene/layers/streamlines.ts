import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { Ink } from '../colors.ts';
import type { ThreadsMark } from '../marks.ts';
import type { ArrowScale, SampledField } from './arrows.ts';

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
export class StreamlineLayer {
  readonly mark: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] };
  private readonly field: SampledField;
  private seeds = new Float64Array(0);
  private stepLength = 1;
  private readonly velocity = new Float64Array(2);
  /** The last vertex, the place half a step on, and the step: arrays, since numbers handed over one by one would fill the heap. */
  private readonly vertex = new Float64Array(2);
  private readonly middle = new Float64Array(2);
  private readonly step = new Float64Array(2);

  constructor(field: SampledField, color: Ink) {
    const steps = 2 * STEPS + 1;
    const rise = (s: number): number => (s / (steps - 1)) ** 1.5;
    this.field = field;
    this.mark = {
      kind: 'threads',
      count: 0,
      steps,
      positions: new Float32Array(0),
      times: new Float32Array(steps),
      color,
      opacities: Float32Array.from({ length: steps }, (_, s) => OPACITIES.tail + (OPACITIES.head - OPACITIES.tail) * rise(s)),
      opacity: 1,
      widthPx: WIDTH_PX,
      fromStep: 0,
      toStep: steps - 1,
      clipped: true,
      version: 0,
    };
  }

  layout({ visible, plot, unitPx }: PlaneCamera, { spacingPx }: ArrowScale): void {
    const [columns, rows] = [plot.width, plot.height].map((px) => Math.max(1, Math.round(px / spacingPx)));
    const [width, height] = [visible.upper[0] - visible.lower[0], visible.upper[1] - visible.lower[1]];
    const { mark } = this;
    mark.count = columns * rows;
    this.seeds = new Float64Array(2 * mark.count);
    for (let i = 0; i < mark.count; i++) {
      const row = Math.floor(i / columns);
      // Every other row is shifted by half a place: lines along the lattice would hide one another.
      this.seeds[2 * i] = visible.lower[0] + (((i % columns) + (row % 2 === 0 ? 0.25 : 0.75)) / columns) * width;
      this.seeds[2 * i + 1] = visible.lower[1] + ((row + 0.5) / rows) * height;
    }
    this.stepLength = (STEP * spacingPx) / unitPx[0];
    mark.positions = new Float32Array(3 * mark.count * mark.steps);
  }

  update(): void {
    for (let i = 0; i < this.mark.count; i++) {
      this.follow(i, 1);
      this.follow(i, -1);
    }
    this.mark.version++;
  }

  /** From the seed with the field (1) or against it (-1), by the midpoint rule in arc length; where it ends, the line rests. */
  private follow(i: number, sense: 1 | -1): void {
    const { seeds, vertex, middle, step } = this;
    vertex[0] = seeds[2 * i];
    vertex[1] = seeds[2 * i + 1];
    let across = 0;
    let up = 0;
    let goesOn = true;
    this.write(i, STEPS);
    for (let s = 1; s <= STEPS; s++) {
      goesOn &&= this.direct(vertex, sense);
      if (goesOn) {
        middle[0] = vertex[0] + step[0] / 2;
        middle[1] = vertex[1] + step[1] / 2;
        goesOn = this.direct(middle, sense);
      }
      // A line that turns back has come to a place where the field stands still: it would walk to and fro.
      goesOn &&= step[0] * across + step[1] * up >= 0;
      if (goesOn) {
        across = step[0];
        up = step[1];
        vertex[0] += across;
        vertex[1] += up;
      }
      this.write(i, STEPS + sense * s);
    }
  }

  /** A whole step along the field into `step`; false where there is no direction. */
  private direct(place: Float64Array, sense: 1 | -1): boolean {
    const { velocity, step, stepLength } = this;
    if (!this.field.sample(place, 0, velocity)) return false;
    const speed = Math.sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1]);
    if (!(speed > 0)) return false;
    step[0] = (velocity[0] / speed) * sense * stepLength;
    step[1] = (velocity[1] / speed) * sense * stepLength;
    return true;
  }

  private write(i: number, s: number): void {
    const { positions, count } = this.mark;
    positions[3 * (s * count + i)] = this.vertex[0];
    positions[3 * (s * count + i) + 1] = this.vertex[1];
  }
}
