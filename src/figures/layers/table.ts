import type { Code } from '../../code/index.ts';
import { fetchedLayer, layerHere, type AnyReading, type LayerCode } from '../layer.ts';
import type { ChartKind, ViewTraits } from '../view.ts';
import { arrows } from './arrows.ts';
import { contours } from './contours.ts';
import { density } from './density.ts';
import { particles } from './particles.ts';

export interface LayerRow {
  /** Whether such a view has a place for it. */
  readonly suits: (view: ViewTraits) => boolean;
  /** It shows laws and their coupling, which are known where the exact field is not. */
  readonly isOfLaws?: true;
  /** It tells of some axes what is true of them, whatever the others are. */
  readonly isOfAxes?: true;
  /** It shows pictures, in a gallery. */
  readonly isGallery?: true;
  /** It is a chart of its own, without anything beside it. */
  readonly chart?: ChartKind;
  readonly code: Code<LayerCode<unknown, AnyReading>>;
}

/** Ours, by the name that authors write. What a field in the plane shows comes with the page; all else is fetched by the first figure that shows it. */
export const LAYERS = {
  arrows: { suits: () => true, code: layerHere(arrows) },
  streamlines: { suits: ({ dimension }) => dimension > 1, code: fetchedLayer(async () => (await import('./streamlines.ts')).streamlines) },
  density: { suits: ({ depth }) => depth === 'flat', code: layerHere(density) },
  contours: { suits: ({ dimension }) => dimension === 2, code: layerHere(contours) },
  difference: { suits: ({ depth }) => depth === 'flat', code: fetchedLayer(async () => (await import('./difference.ts')).difference) },
  mesh: { suits: ({ dimension }) => dimension > 1, code: fetchedLayer(async () => (await import('./mesh.ts')).mesh) },
  paths: { suits: () => true, isOfAxes: true, code: fetchedLayer(async () => (await import('./paths.ts')).paths) },
  pairs: { suits: () => true, code: fetchedLayer(async () => (await import('./pairs.ts')).pairs) },
  particles: { suits: () => true, isOfAxes: true, code: layerHere(particles) },
  points: { suits: () => true, code: fetchedLayer(async () => (await import('./points.ts')).points) },
  nearest: { suits: () => true, code: fetchedLayer(async () => (await import('./nearest.ts')).nearest) },
  classes: { suits: () => true, isOfLaws: true, code: fetchedLayer(async () => (await import('./classes.ts')).classes) },
  patch: { suits: () => true, code: fetchedLayer(async () => (await import('./patch.ts')).patch) },
  likelihood: { suits: ({ depth }) => depth === 'flat', code: fetchedLayer(async () => (await import('./likelihood.ts')).likelihood) },
  marginal: { suits: ({ depth, overTime }) => depth === 'flat' || overTime, code: fetchedLayer(async () => (await import('./marginal.ts')).marginal) },
  score: { suits: () => true, code: fetchedLayer(async () => (await import('./score.ts')).score) },
  steps: { suits: () => true, code: fetchedLayer(async () => (await import('./steps.ts')).steps) },
  error: { suits: () => true, chart: 'errors', code: fetchedLayer(async () => (await import('./error.ts')).error) },
  floor: { suits: () => true, isOfLaws: true, chart: 'floors', code: fetchedLayer(async () => (await import('./floor.ts')).floor) },
  fit: { suits: () => true, code: fetchedLayer(async () => (await import('./fit.ts')).fit) },
  gallery: { suits: () => true, isGallery: true, code: fetchedLayer(async () => (await import('./gallery.ts')).gallery) },
  plan: { suits: () => true, isOfLaws: true, code: fetchedLayer(async () => (await import('./plan.ts')).plan) },
} satisfies Readonly<Record<string, LayerRow>>;
