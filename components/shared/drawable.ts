import { isPartly, layerNames, layerOf, layerSuits, PROBE_NAMES, probeSuits, VIEW_NAMES, VIEW_WORDS, VIEWS, type ChartKind, type ProbeName, type ViewName, type ViewWord } from '../../src/figures/index.ts';
import type { Laws } from '../../src/streams/index.ts';
import type { Problem } from './problem.ts';

const MOST_DIMENSIONS = 3;

/** Figures draw laws of one, two or three dimensions, and of codes of pictures the first two or three; others are refused in words. */
export function dimensionProblem({ target }: Laws): Problem | undefined {
  if (target.dimension <= MOST_DIMENSIONS || target.pictures) return undefined;
  const { name, dimension } = target;
  const isTable = target.units !== undefined;
  return { code: 'dimension', attribute: isTable ? 'columns' : 'target', saying: { key: 'tooManyDimensions', name, dimension, isTable } };
}

/** The view that a word, or any, makes of data of a dimension; of codes the pictures, or their first axes. */
function viewFor({ dimension, pictures }: Laws['target'], word?: ViewWord): ViewName | undefined {
  return VIEW_NAMES.find((name) => {
    const { word: own, traits } = VIEWS[name];
    if (own === undefined || (word !== undefined && own !== word)) return false;
    if (!pictures) return !traits.isGallery && traits.dimension === dimension;
    return traits.isGallery || (word !== undefined && traits.dimension > 1);
  });
}

/** The view that an author's word means for these laws; `usual`, or the only one there is, where there is none. */
export function viewOf({ target }: Laws, word: ViewWord | undefined, usual: ViewWord): ViewName {
  return viewFor(target, word ?? (target.pictures ? undefined : usual)) ?? viewFor(target) ?? 'plane';
}

/** A view that cannot show these laws, in words. */
export function viewProblem({ target }: Laws, word: ViewWord | undefined): Problem | undefined {
  const { name, dimension } = target;
  if (!word || viewFor(target, word)) return undefined;
  const fitting = VIEW_WORDS.filter((other) => viewFor(target, other));
  return { code: 'dimension', attribute: 'view', saying: { key: 'viewUnfit', view: word, name, dimension, fitting } };
}

/** Each has a path of its own, which is drawn and asked for. */
const MOST_POINTS = 1000;

/** Points of another dimension than the data, or too many. */
export function pointsProblem({ target: { name, dimension } }: Laws, points: readonly { readonly x: readonly number[] }[] | undefined): Problem | undefined {
  if (points && points.length > MOST_POINTS) return { code: 'parameter', attribute: 'points', saying: { key: 'tooManyPoints', count: points.length, most: MOST_POINTS } };
  const wrong = points?.find(({ x }) => x.length !== dimension);
  return wrong && { code: 'dimension', attribute: 'points', saying: { key: 'pointsUnfit', coordinates: wrong.x.length, name, dimension } };
}

/** A box that has not two corners of the dimension of the data. */
export function boxProblem({ target: { name, dimension } }: Laws, box: readonly { readonly x: readonly number[] }[] | undefined): Problem | undefined {
  if (!box || (box.length === 2 && box.every(({ x }) => x.length === dimension))) return undefined;
  return { code: 'dimension', attribute: 'box', saying: { key: 'boxUnfit', corners: box.length, name, dimension } };
}

/** A layer or a probe that tells of all axes of data of which a figure shows some. */
function axesProblem(laws: Laws, view: ViewName, attribute: string, layer: string): Problem | undefined {
  const { name, dimension } = laws.target;
  if (!isPartly(laws) || (attribute === 'layers' && (layerOf(layer)?.isOfAxes || layerOf(layer)?.isGallery || layerOf(layer)?.chart))) return undefined;
  const suiting = layerNames().filter((other) => layerSuits(other, VIEWS[view].traits) && (layerOf(other)?.isOfAxes || layerOf(other)?.isGallery));
  return { code: 'dimension', attribute, saying: { key: 'axesUnfit', layer, name, dimension, suiting } };
}

/** A question to the reader, which is about a place of the data. */
export const askProblem = (laws: Laws, view: ViewName, ask: string | undefined): Problem | undefined => (ask === undefined ? undefined : axesProblem(laws, view, 'ask', ask));

/** A probe that the view has no place for. */
export function probeProblem(laws: Laws, view: ViewName, probe: ProbeName | undefined): Problem | undefined {
  const { target: { name, dimension } } = laws;
  const { traits } = VIEWS[view];
  const unfit = probe && axesProblem(laws, view, 'probe', probe);
  if (unfit) return unfit;
  if (!probe || probeSuits(probe, traits)) return undefined;
  return { code: 'dimension', attribute: 'probe', saying: { key: 'layerUnfit', layer: probe, view, name, dimension, suiting: PROBE_NAMES.filter((other) => probeSuits(other, traits)) } };
}

/** A layer that the view has no place for, in words. */
export function layersProblem(laws: Laws, view: ViewName, layers: readonly string[]): Problem | undefined {
  const { target } = laws;
  const { traits } = VIEWS[view];
  const unfit = layers.map((name) => axesProblem(laws, view, 'layers', name)).find(Boolean);
  if (unfit) return unfit;
  const suiting = layerNames().filter((name) => layerSuits(name, traits));
  const wrong = layers.find((name) => !suiting.includes(name));
  if (wrong === undefined) return undefined;
  return { code: 'dimension', attribute: 'layers', saying: { key: 'layerUnfit', layer: wrong, view, name: target.name, dimension: target.dimension, suiting } };
}

/** The chart that the layers make which an author names; undefined where they make none. */
export function chartOf(layers: readonly string[] = []): { readonly view: ViewName; readonly kind: ChartKind } | undefined {
  const [kind, ...others] = layers.map((name) => layerOf(name)?.chart);
  const view = kind && others.every((other) => other === kind) ? VIEW_NAMES.find((name) => VIEWS[name].traits.chart === kind) : undefined;
  return kind && view && { view, kind };
}

/** What stands beside a chart. */
export function chartProblem(layers: readonly string[] = [], probe: ProbeName | undefined): Problem | undefined {
  const layer = layers.find((name) => layerOf(name)?.chart);
  const beside = [...layers.filter((name) => layerOf(name)?.chart !== (layer && layerOf(layer)?.chart)), ...(probe ? [probe] : [])];
  if (layer === undefined || beside.length === 0) return undefined;
  return { code: 'dimension', attribute: 'layers', saying: { key: 'chartAlone', layer, beside } };
}
