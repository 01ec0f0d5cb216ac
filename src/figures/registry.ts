import type { ChartName } from './charts/training-chart-reading.ts';
import { fetched, here } from '../code/index.ts';
import type { Layer, LayerCode, LayerContext, LayerMarks, TextReading } from './layer.ts';
import { LAYERS, type LayerRow } from './layers/table.ts';
import { PROBES, type ProbeName } from './probes/table.ts';
import type { ViewTraits } from './view.ts';

/** Of pages that train. */
export const LOSS_CHART = fetched(async () => (await import('./charts/loss-chart.ts')).lossChart);
export const TRAINING_CHARTS = fetched(async () => import('./charts/training-charts.ts'));
/** In the order in which they are told of. */
export const CHART_NAMES = ['loss', 'excess', 'loss-by-time', 'w2', 'straightness', 'likelihood', 'gradients', 'nearest', 'evaluations'] as const satisfies readonly ChartName[];

/** Ours, and those that a page has added. */
const layers = new Map<string, LayerRow>(Object.entries(LAYERS));

/**
 * Add a layer of a page's own, which authors then name in `layers` as they name any other.
 *
 * @throws RangeError  for a name that is taken, or no word of small letters and dashes
 * @throws TypeError  for what is no layer
 */
export function registerLayer<Needs>(own: Layer<Needs>): void {
  // Each is given what itself has asked for.
  const layer = own as Layer;
  const given = (typeof layer === 'object' ? layer : undefined) as Partial<Record<keyof Layer, unknown>> | null | undefined;
  if (typeof given?.name !== 'string') throw new TypeError('A layer is an object with a "name", which is a text, and the functions "suits", "ask" and "make".');
  const missing = (['suits', 'ask', 'make'] as const).filter((part) => typeof given[part] !== 'function');
  if (missing.length > 0) throw new TypeError(`The layer "${given.name}" lacks ${missing.map((part) => `"${part}"`).join(' and ')}: "suits", "ask" and "make" are functions.`);
  if (!/^[a-z][a-z0-9-]*$/.test(layer.name)) throw new RangeError(`"${layer.name}" is no name for a layer: small letters, digits and dashes, such as "my-layer".`);
  if (layers.has(layer.name)) throw new RangeError(`There is a layer "${layer.name}" already; take another name.`);
  layers.set(layer.name, { suits: (traits) => !refuses(layer, traits), code: here(checked(layer)) });
}

/** One that throws is refused nowhere: it fails as it is made, and its figure leaves it out and says why. */
function refuses(layer: Layer, traits: ViewTraits): boolean {
  try {
    return !layer.suits(traits);
  } catch {
    return false;
  }
}

/** What can be wrong with a layer before it has drawn anything is found as it is made. */
const checked = (layer: Layer): LayerCode<unknown, TextReading> => ({
  ask: (flow, context) => layer.ask(flow, context),
  make: (context) => made(layer, context),
});

function made(layer: Layer, context: LayerContext): LayerMarks<unknown, TextReading> {
  layer.suits(context.view);
  const marks = layer.make(context) as Partial<LayerMarks<unknown, TextReading>> | null | undefined;
  if (typeof marks?.take !== 'function') throw new TypeError('"make" returned no "take".');
  return marks as LayerMarks<unknown, TextReading>;
}

/** Whether such a view has a place for the layer of this name, or for this probe. */
export const layerSuits = (name: string, traits: ViewTraits): boolean => {
  const row = layers.get(name);
  return row !== undefined && row.suits(traits) && row.chart === traits.chart && row.isGallery === traits.isGallery;
};
export const probeSuits = (name: ProbeName, traits: ViewTraits): boolean => !traits.chart && !traits.isGallery && PROBES[name].suits(traits);

export const layerNames = (): string[] => [...layers.keys()];

export const layerOf = (name: string): LayerRow | undefined => layers.get(name);
