import type { FieldVolume } from '../../math/index.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { operator, variable, velocityFormula } from '../formula.ts';
import type { Mark } from '../marks.ts';
import { ArrowLayer, arrowScale } from './arrows.ts';
import type { ArrowStyle } from './arrows.ts';
import type { AxisReading } from './axes.ts';
import { DensityLayer } from './density.ts';
import { DifferenceLayer } from './difference.ts';
import { FieldFrame } from './field-frame.ts';
import { arrowLegend, planeLine, shadeLegend } from './legend.ts';
import type { LegendEntry } from './legend.ts';
import { StreamlineLayer } from './streamlines.ts';

export const PLANE_LAYERS = ['arrows', 'streamlines', 'density', 'contours', 'particles'] as const;
/** What a plane figure can show beside its axes. */
export type PlaneLayer = (typeof PLANE_LAYERS)[number];

/** Everything that a plane figure shows of its fields. */
export interface PlaneFields {
  /** Under the data. */
  readonly under: readonly Mark[];
  /** Over the data. */
  readonly arrows: readonly Mark[];
  layout(camera: PlaneCamera): void;
  update(t: number): void;
  legend(camera: PlaneCamera, across: AxisReading, fontSizePx: number, locale?: string): Mark[];
}

const difference = [operator('|'), variable('v', 'θ'), operator('\u2212'), variable('v', 't'), operator('|')];

/** Arrows alone are ink, like the page's own drawings; a learned field always shows that it is one. */
const exactAlone = { color: 'ink', shape: 'solid', opacity: 0.62, widthPx: 1.4, anchor: 'middle', asidePx: 0, formula: velocityFormula('exact') } as const;
const learnedAlone = { color: 'learned', shape: 'dashed', opacity: 0.9, widthPx: 1.4, anchor: 'middle', asidePx: 0, formula: velocityFormula('learned') } as const;
/** Side by side each has the colour of its role, the exact one to the left of their place and the learned one to the right, as they point. */
const exactBeside = { ...exactAlone, color: 'exact', opacity: 0.9, widthPx: 1.6, anchor: 'tail', asidePx: 1.7 } as const;
const learnedBeside = { ...learnedAlone, opacity: 1, widthPx: 1.5, anchor: 'tail', asidePx: -1.7 } as const;

/** One field with its density, when it carries one. */
export function singleField(volume: FieldVolume, role: 'exact' | 'learned', shown: ReadonlySet<PlaneLayer>): PlaneFields {
  return arrowFields([new FieldFrame(volume)], [role === 'exact' ? exactAlone : learnedAlone], shown);
}

/** Both fields' arrows from the same places, at the same scale: where the network is right they lie side by side. */
export function bothFields(exact: FieldVolume, learned: FieldVolume, shown: ReadonlySet<PlaneLayer>): PlaneFields {
  return arrowFields([new FieldFrame(exact), new FieldFrame(learned)], [exactBeside, learnedBeside], shown);
}

/** The first field is the one whose density is shown. */
function arrowFields(fields: readonly FieldFrame[], styles: readonly (ArrowStyle & LegendEntry)[], shown: ReadonlySet<PlaneLayer>): PlaneFields {
  const dense = fields[0].density && (shown.has('density') || shown.has('contours'));
  const density = dense ? new DensityLayer(fields[0]) : undefined;
  const arrows = shown.has('arrows') ? fields.map((field, i) => new ArrowLayer(field, styles[i])) : [];
  const streamlines = shown.has('streamlines') ? fields.map((field, i) => new StreamlineLayer(field, styles[i].color)) : [];
  const layers = [...streamlines, ...arrows];
  // The first field gives the scale: the exact one's does not change while the other learns.
  const scaleFor = (camera: PlaneCamera) => arrowScale(camera, fields[0].speed);
  return {
    under: densityMarks(density, shown),
    arrows: layers.map(({ mark }) => mark),
    layout: (camera) => layers.forEach((layer) => layer.layout(camera, scaleFor(camera))),
    update(t) {
      fields.forEach((field) => field.moveTo(t));
      density?.update(t);
      layers.forEach((layer) => layer.update());
    },
    legend: (camera, across, fontSizePx, locale) => (arrows.length > 0 ? arrowLegend(planeLine(camera), styles, scaleFor(camera).pxPerSpeed / Math.abs(across.scale), fontSizePx, locale) : []),
  };
}

function densityMarks(density: DensityLayer | undefined, shown: ReadonlySet<PlaneLayer>): Mark[] {
  if (!density) return [];
  return [...(shown.has('density') ? [density.image] : []), ...(shown.has('contours') ? [density.lines] : [])];
}

/** How far the fields are apart, with the contours of the exact density, which say where it matters. */
export function fieldDifference(exact: FieldVolume, learned: FieldVolume): PlaneFields {
  const fields = [new FieldFrame(exact), new FieldFrame(learned)];
  const layer = new DifferenceLayer(fields[0], fields[1]);
  const density = fields[0].density && new DensityLayer(fields[0]);
  return {
    under: [layer.image, ...(density ? [density.lines] : [])],
    arrows: [],
    layout: () => undefined,
    update(t) {
      fields.forEach((field) => field.moveTo(t));
      density?.update(t);
      layer.update();
    },
    legend: (camera, across, fontSizePx, locale) => shadeLegend(camera, difference, layer.darkest, across, fontSizePx, locale),
  };
}
