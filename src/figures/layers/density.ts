import type { FieldVolume } from '../../math/index.ts';
import type { ImageMark, Writable } from '../../scene/index.ts';
import { askDensity } from '../ask.ts';
import { densityShade, referenceDensity } from '../density-shading.ts';
import type { FieldFrame } from '../field-frame.ts';
import { lineImage, planeImage } from '../grid-image.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { massReading, type MassReading } from '../mass-reading.ts';
import type { Part } from '../view.ts';

/**
 * The density p_t, of the first model that has one in closed form or else the one that a network's flow makes of the source: in the colour of its time, from transparent to full; on a line over all
 * times at once, each shaded against its own reference, as it is when it is seen alone.
 */
export const density: LayerCode<FieldVolume | undefined, MassReading> = {
  ask: askDensity,
  make: (context) => (context.view.overTime ? lineMarks(context) : planeMarks(context)),
};

function planeMarks({ frameOf }: LayerContext): LayerMarks<FieldVolume | undefined, MassReading> {
  let field: FieldFrame | undefined;
  let image: Writable<ImageMark> | undefined;
  let parts: readonly Part[] = [];
  let shown = Number.NaN;
  let reading: MassReading | undefined;
  return {
    get parts() {
      return parts;
    },
    get reading() {
      return reading;
    },
    take(volume) {
      field = volume?.density && frameOf(volume);
      parts = [];
      reading = undefined;
      shown = Number.NaN;
      if (!volume?.density) return;
      const [columns, rows] = volume.grid.size;
      if (image?.columns !== columns || image.rows !== rows) image = planeImage(volume.grid, 0);
      parts = [{ mark: image, kind: 'ground' }];
    },
    update(t) {
      if (!field || !image || t === shown) return;
      shown = t;
      reading = massReading(field.volume, t);
      field.moveTo(t);
      const { reference, clearness } = field.densityShading!;
      const values = field.density!;
      for (let i = 0; i < values.length; i++) image.opacities[i] = densityShade(values[i], reference);
      image.color = t;
      image.opacity = 0.5 + 0.5 * clearness;
    },
  };
}

function lineMarks({ frameOf }: LayerContext): LayerMarks<FieldVolume | undefined, MassReading> {
  let parts: readonly Part[] = [];
  let taken: FieldVolume | undefined;
  let reading: MassReading | undefined;
  return {
    get parts() {
      return parts;
    },
    get reading() {
      return reading;
    },
    take(volume) {
      parts = [];
      taken = volume;
      if (!volume?.density) return;
      const field = frameOf(volume);
      const { image, times } = lineImage(volume.grid, 0);
      times.forEach((t, column) => {
        field.moveTo(t);
        const values = field.density!;
        const reference = referenceDensity(values);
        for (let row = 0; row < image.rows; row++) image.opacities[row * image.columns + column] = densityShade(values[row], reference);
      });
      image.columnTimes = times;
      parts = [{ mark: image, kind: 'ground' }];
    },
    update(t) {
      reading = massReading(taken, t);
    },
  };
}
