import type { Place } from '../../math/index.ts';
import type { Camera } from '../cameras/camera.ts';
import type { Scene, Surface } from '../scene.ts';
import type { PixelPlace } from './client-place.ts';
import { PointInput, type Movement, type Presser } from './point-input.ts';

/** What follows the reader's pointer, finger or keys. */
export interface Pointing {
  /** Where the cross stands in the data; undefined while nobody points. */
  cross(): Place | undefined;
  /**
   * @param place  under the cross
   * @param movement  with what was under it where a drag or a key began
   */
  move(place: Place, movement: Movement<Place>): void;
  /** @param place  that was clicked, tapped, or chosen by Enter */
  press(place: Place, by: Presser): void;
  /** All that was chosen is to go. */
  clear(): void;
  /** Plus or minus was pressed, in a figure that cannot be turned. */
  scale?(factor: number): void;
  /** Whether a finger that comes down there takes something along, and the page stays where it is; nowhere when absent. */
  holds?(place: Place): boolean;
}

/** What is pointed at. */
export interface Pointed {
  readonly scene: Scene;
  readonly surface: Surface;
  readonly camera: Camera;
  readonly t: number;
}

/** The cross of a figure: pixels under pointer, finger and keys as places of the data. */
export class Cross {
  /** Null for none. */
  pointing: Pointing | null = null;
  private readonly input: PointInput;
  private readonly pointed: () => Pointed | undefined;

  /** @param pointed  undefined while there is nothing to point at */
  constructor(canvas: HTMLCanvasElement, pointed: () => Pointed | undefined) {
    this.pointed = pointed;
    this.input = new PointInput(canvas, {
      cross: () => this.pixel(),
      move: (to, movement) => this.move(to, movement),
      press: (by) => {
        const cross = this.pointing?.cross();
        if (cross) this.pointing?.press(cross, by);
      },
      clear: () => this.pointing?.clear(),
      scale: (factor) => this.pointing?.scale?.(factor),
      holds: (at) => {
        const place = this.placeUnder(at);
        return (place && this.pointing?.holds?.(place)) ?? false;
      },
    });
  }

  /** @param isTurnable  undefined where there is nothing to point at */
  connect(isTurnable: boolean | undefined): void {
    if (this.pointing && isTurnable !== undefined) this.input.connect(isTurnable);
    else this.input.disconnect();
  }

  disconnect(): void {
    this.input.disconnect();
  }

  private move(to: PixelPlace, movement: Movement<PixelPlace>): void {
    const place = this.placeUnder(to);
    if (!place) return;
    const from = movement.kind === 'hover' ? undefined : this.placeUnder(movement.from);
    this.pointing?.move(place, movement.kind !== 'hover' && from ? { kind: movement.kind, from } : { kind: 'hover' });
  }

  private placeUnder({ xPx, yPx }: PixelPlace): Place | undefined {
    const { scene, surface, camera, t } = this.pointed() ?? {};
    return scene && surface && camera && scene.unproject?.(xPx, yPx, t ?? 0, surface, camera);
  }

  /** Where the cross is now, which stands where it was put in the data; the middle of the plot at first. */
  private pixel(): PixelPlace | undefined {
    const { scene, camera } = this.pointed() ?? {};
    if (!scene || !camera) return undefined;
    const cross = this.pointing?.cross();
    const { left, top, width, height } = camera.plot;
    const [xPx, yPx] = (cross && scene.pixelOf?.(cross, camera)) ?? [left + width / 2, top + height / 2];
    return { xPx, yPx };
  }
}
