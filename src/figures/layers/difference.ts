import { combineLatest } from 'rxjs';
import { gridPoints, type FieldVolume } from '../../math/index.ts';
import { operator, roundDown, variable, type ImageMark, type Writable } from '../../scene/index.ts';
import { askField, lastModel } from '../ask.ts';
import type { FieldFrame } from '../field-frame.ts';
import { lineImage, planeImage } from '../grid-image.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { shadeLegend } from '../views/shade-legend.ts';

type Fields = readonly [exact: FieldVolume, learned: FieldVolume];

/** Shades end at about this part of the exact field's typical speed: the scale is the same at every time and in every snapshot. */
const DARKEST_PART = 0.5;
const DARKEST = { opacity: 0.85, color: 'learned' } as const;
const FORMULA = [operator('|'), variable('v', 'θ'), operator('−'), variable('v', 't'), operator('|')];

/**
 * How far the learned velocity is from the exact one, as the length |v_theta - v_t| in shades from nothing to the darkest; on a line over all
 * times. The difference of two vectors has no sign: a diverging scale would need a component of it, and would call a field right where it errs
 * only in the others.
 */
export const difference: LayerCode<Fields> = {
  ask: (flow, context) => combineLatest([askField(flow, context, 'exact'), askField(flow, context, lastModel(context))]),
  make: (context) => new DifferenceMarks(context),
};

class DifferenceMarks implements LayerMarks<Fields> {
  parts: readonly Part[] = [];
  private readonly context: LayerContext;
  /** Of the exact field's grid. */
  private nodes: Float64Array = new Float64Array(0);
  private readonly velocities: readonly [Float64Array, Float64Array];
  private exact: FieldFrame | undefined;
  private learned: FieldFrame | undefined;
  private image: Writable<ImageMark> | undefined;
  private times: Float32Array | undefined;
  /** What the darkest shade stands for; longer differences look the same. */
  private darkest = 1;
  private shown = Number.NaN;

  constructor(context: LayerContext) {
    const { dimension } = context.view;
    this.context = context;
    this.velocities = [new Float64Array(dimension), new Float64Array(dimension)];
  }

  /** The learned field may have another grid; where it has none, nothing is shown. */
  take([exact, learned]: Fields): void {
    const { view, frameOf } = this.context;
    if (!this.exact || this.exact.volume !== exact) {
      this.exact = frameOf(exact);
      this.nodes = gridPoints(exact.grid);
      this.darkest = roundDown(DARKEST_PART * this.exact.speed);
      const { image, times } = view.overTime ? lineImage(exact.grid, DARKEST.color) : { image: planeImage(exact.grid, DARKEST.color), times: undefined };
      this.image = image;
      this.times = times;
      this.parts = [{ mark: image, kind: 'ground' }];
    }
    this.learned = frameOf(learned);
    this.shown = Number.NaN;
  }

  update(t: number): void {
    const { image, times, exact } = this;
    if (!image || !exact || t === this.shown || (times && !Number.isNaN(this.shown))) return;
    this.shown = t;
    if (!times) return this.shade(t, 0, 1, image.opacities.length);
    times.forEach((time, column) => this.shade(time, column, image.columns, image.rows));
  }

  legend: LayerMarks<Fields>['legend'] = (place) => (this.exact ? shadeLegend(place, FORMULA, { values: [0, this.darkest * (place.unit ?? 1)], stretches: [{ color: DARKEST.color, from: 0, to: DARKEST.opacity }] }) : undefined);

  /** All nodes at one time, into cells of the image from `first` on, `stride` apart. */
  private shade(t: number, first: number, stride: number, nodes: number): void {
    const { exact, learned, nodes: places, velocities: [known, guessed], darkest } = this;
    const { opacities } = this.image!;
    const { dimension } = exact!.volume.grid;
    exact!.moveTo(t);
    learned!.moveTo(t);
    for (let node = 0; node < nodes; node++) {
      for (let axis = 0; axis < dimension; axis++) known[axis] = exact!.velocity[node * dimension + axis];
      const isThere = learned!.sample(places, node * dimension, guessed);
      let square = 0;
      for (let axis = 0; axis < dimension; axis++) square += (guessed[axis] - known[axis]) ** 2;
      const length = Math.sqrt(square);
      opacities[first + node * stride] = isThere && length > 0 ? 255 * DARKEST.opacity * Math.min(1, length / darkest) : 0;
    }
  }
}
