import type { ImageMark } from '../marks.ts';
import { roundDown } from '../ticks.ts';
import type { FieldFrame } from './field-frame.ts';

/** Shades end at about this part of the exact field's typical speed: the scale is the same at every time and in every snapshot. */
const DARKEST_PART = 0.5;
const DARKEST_OPACITY = 0.85;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * How far the learned velocity is from the exact one, as the length |v_theta - v_t| in shades from nothing to the darkest.
 * The difference of two vectors has no sign: a diverging scale would need a component of it, and would call a field right
 * where it errs only in the others.
 */
export class DifferenceLayer {
  readonly image: Writable<ImageMark>;
  /** What the darkest shade stands for, in world units over model time; longer differences look the same. */
  readonly darkest: { readonly value: number; readonly opacity: number; readonly color: 'learned' };
  private readonly exact: FieldFrame;
  private readonly learned: FieldFrame;
  private readonly node = new Float64Array(2);
  private readonly velocity = new Float64Array(2);

  /** @param learned  may have another grid; where it has none, nothing is shown */
  constructor(exact: FieldFrame, learned: FieldFrame) {
    const { lower, upper, size } = exact.volume.grid;
    const [columns, rows] = size;
    const half = [0, 1].map((axis) => (upper[axis] - lower[axis]) / (size[axis] - 1) / 2);
    this.exact = exact;
    this.learned = learned;
    this.darkest = { value: roundDown(DARKEST_PART * exact.speed), opacity: DARKEST_OPACITY, color: 'learned' };
    this.image = {
      kind: 'image',
      columns,
      rows,
      opacities: new Uint8ClampedArray(columns * rows),
      lower: [lower[0] - half[0], lower[1] - half[1]],
      upper: [upper[0] + half[0], upper[1] + half[1]],
      color: this.darkest.color,
      opacity: 1,
      clipped: true,
    };
  }

  /** To be called when both fields have been moved to the time. */
  update(): void {
    const { image, exact, learned, darkest, node, velocity } = this;
    const { lower, upper } = exact.volume.grid;
    const across = (upper[0] - lower[0]) / (image.columns - 1);
    const up = (upper[1] - lower[1]) / (image.rows - 1);
    for (let i = 0; i < image.opacities.length; i++) {
      node[0] = lower[0] + (i % image.columns) * across;
      node[1] = lower[1] + Math.floor(i / image.columns) * up;
      const known = learned.sample(node, 0, velocity);
      const dx = velocity[0] - exact.velocity[2 * i];
      const dy = velocity[1] - exact.velocity[2 * i + 1];
      const length = Math.sqrt(dx * dx + dy * dy);
      image.opacities[i] = known && length > 0 ? 255 * darkest.opacity * Math.min(1, length / darkest.value) : 0;
    }
  }
}
