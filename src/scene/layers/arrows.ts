import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { ArrowsMark } from '../marks.ts';

/** Arrows stand about so far apart, closer in a small figure: there should be at least `FEWEST` across. */
const SPACING_PX = { min: 26, max: 40 };
const FEWEST = 12;
/** An arrow of typical speed takes this part of the distance to its neighbour, and none takes more than `LONGEST`. */
const TYPICAL = 0.72;
const LONGEST = 0.9;
/** Shorter ones are dots of dirt. */
const SHORTEST_PX = 2.5;

/** How long a unit of speed is drawn; several fields of one figure share it. */
export interface ArrowScale {
  readonly spacingPx: number;
  readonly pxPerSpeed: number;
}

export const arrowScale = (camera: PlaneCamera, speed: number): ArrowScale => {
  const wantedPx = Math.min(SPACING_PX.max, Math.max(SPACING_PX.min, camera.plot.width / FEWEST));
  const spacingPx = camera.plot.width / Math.max(1, Math.round(camera.plot.width / wantedPx));
  return { spacingPx, pxPerSpeed: (TYPICAL * spacingPx) / speed };
};

/** Anything that has a velocity at most places, at the time it was last moved to. */
export interface SampledField {
  /** Velocity at the position `places[at]`, `places[at + 1]` into `out`; false where there is none. */
  sample(places: Float64Array, at: number, out: Float64Array): boolean;
}

export interface ArrowStyle extends Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'> {
  /** What of an arrow stands on its place of the lattice: where several fields share it, arrows start there and part. */
  readonly anchor: 'middle' | 'tail';
  /** So far an arrow stands to the left of its place, as it points; arrows of two fields that agree lie side by side. */
  readonly asidePx: number;
}

/** A velocity field as arrows on an even lattice of the screen, whatever grid it was sampled on. */
export class ArrowLayer {
  readonly mark: { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] };
  private readonly field: SampledField;
  /** Of its vector, by so much an arrow's middle lies off its place. */
  private readonly lead: number;
  private readonly asidePx: number;
  private lattice = new Float64Array(0);
  private unitPx = 1;
  private scale: ArrowScale = { spacingPx: SPACING_PX.max, pxPerSpeed: 1 };
  private readonly velocity = new Float64Array(2);

  constructor(field: SampledField, { anchor, asidePx, ...style }: ArrowStyle) {
    this.field = field;
    this.lead = anchor === 'tail' ? 0.5 : 0;
    this.asidePx = asidePx;
    this.mark = {
      ...style,
      kind: 'arrows',
      count: 0,
      positions: new Float32Array(0),
      vectors: new Float32Array(0),
      clipped: true,
      version: 0,
    };
  }

  layout(camera: PlaneCamera, scale: ArrowScale): void {
    const { visible, plot } = camera;
    this.unitPx = camera.unitPx[0];
    this.scale = scale;
    const columns = Math.max(1, Math.round(plot.width / scale.spacingPx));
    const rows = Math.max(1, Math.round(plot.height / scale.spacingPx));
    const [width, height] = [visible.upper[0] - visible.lower[0], visible.upper[1] - visible.lower[1]];
    this.lattice = new Float64Array(columns * rows * 2);
    for (let k = 0; k < columns * rows; k++) {
      this.lattice[2 * k] = visible.lower[0] + (((k % columns) + 0.5) / columns) * width;
      this.lattice[2 * k + 1] = visible.lower[1] + ((Math.floor(k / columns) + 0.5) / rows) * height;
    }
    this.mark.positions = new Float32Array(columns * rows * 3);
    this.mark.vectors = new Float32Array(columns * rows * 3);
  }

  update(): void {
    const { mark, lattice, velocity, unitPx, scale, lead, asidePx } = this;
    let count = 0;
    for (let k = 0; k < lattice.length; k += 2) {
      if (!this.field.sample(lattice, k, velocity)) continue;
      const nominalPx = Math.sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1]) * scale.pxPerSpeed;
      if (!(nominalPx >= SHORTEST_PX)) continue;
      const lengthPx = Math.min(nominalPx, LONGEST * scale.spacingPx);
      const worldPerSpeed = ((lengthPx / nominalPx) * scale.pxPerSpeed) / unitPx;
      const across = velocity[0] * worldPerSpeed;
      const up = velocity[1] * worldPerSpeed;
      const aside = asidePx / lengthPx;
      mark.positions[3 * count] = lattice[k] + lead * across - aside * up;
      mark.positions[3 * count + 1] = lattice[k + 1] + lead * up + aside * across;
      mark.vectors[3 * count] = across;
      mark.vectors[3 * count + 1] = up;
      count++;
    }
    mark.count = count;
    mark.version++;
  }
}
