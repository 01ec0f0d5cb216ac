import { NEVER, combineLatest, delay, filter, firstValueFrom, map, of, race, shareReplay, startWith, switchMap, take, timer } from 'rxjs';
import { lightTheme, paintSvg, type Theme } from '../scene/index.ts';
import type { Flow } from '../streams/index.ts';
import { withCode } from '../code/index.ts';
import { codeOf, figure, type FigureOptions } from './figure.ts';
import { PROBE_NAMES } from './probes/table.ts';
import { layerNames, layerSuits } from './registry.ts';
import { VIEW_NAMES, VIEWS } from './views/table.ts';

/** What is to be drawn, when and how large. */
export interface RenderOptions extends FigureOptions {
  /** Model time, 0..1. */
  readonly t: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** For a light page when absent. */
  readonly theme?: Theme;
}

/** While a training goes on, its networks may be asked about without a break: then what is there so long after the first picture counts. */
const MOMENT_MS = 1000;

/**
 * A figure of a flow at a time, as an SVG document of that size, without an element, a page or a screen: when all that is known of it has been
 * answered as finely as it is asked for. Of a training that goes on it shows the network of a moment, and waits no longer than a second for what is finer.
 *
 * @throws ParameterError  for what cannot be answered; a failure of the worker or of the recording; RangeError for options that name nothing that there is, and where nothing of it is known
 */
export async function render(flow: Flow, { t, widthPx, heightPx, theme = lightTheme, ...options }: RenderOptions): Promise<string> {
  checkNames(options);
  for (const [name, value] of Object.entries({ t, widthPx, heightPx })) if (!Number.isFinite(value)) throw new RangeError(`"${name}" is no number: ${String(value)}.`);
  for (const [name, value] of Object.entries({ widthPx, heightPx })) if (!(value > 0)) throw new RangeError(`"${name}" is more than 0, not ${value}.`);
  const { dimension, isGallery, chart } = VIEWS[options.view].traits;
  const { target } = flow.laws;
  if (isGallery ? !target.pictures : !chart && target.dimension < dimension) {
    throw new RangeError(`The view "${options.view}" shows ${isGallery ? 'pictures' : `data of ${dimension} axes`}, which "${target.name}" is not.`);
  }
  await firstValueFrom(withCode(codeOf(options), () => of(undefined)));
  const scene$ = figure(flow, flow.laws, options).pipe(startWith(undefined), shareReplay({ bufferSize: 1, refCount: true }));
  // Some layers ask when others have been answered already.
  const settled$ = combineLatest([scene$, flow.isBusy$]).pipe(switchMap(([latest, isBusy]) => (isBusy ? NEVER : timer(0).pipe(map(() => latest)))));
  const ofMoment$ = combineLatest([scene$, flow.training.state$]).pipe(filter(([latest, { phase }]) => latest !== undefined && phase === 'training'), take(1), delay(MOMENT_MS), switchMap(() => scene$));
  const scene = await firstValueFrom(race(settled$, ofMoment$));
  if (!scene) throw new RangeError('Nothing of this figure is known: the exact field, for example, of a coupling that is not independent.');
  return paintSvg(scene, Math.min(1, Math.max(0, t)), { widthPx, heightPx, theme });
}

/** Scripts may name anything. @throws RangeError */
function checkNames({ view, layers, probe, models }: FigureOptions): void {
  checkName('view', view, VIEW_NAMES);
  if (!Array.isArray(layers) || !Array.isArray(models)) throw new RangeError('"layers" and "models" are lists.');
  for (const layer of layers) if (typeof layer === 'string') checkName('layer', layer, layerNames());
  if (probe !== undefined) checkName('probe', probe, PROBE_NAMES);
  else if (layers.length === 0) throw new RangeError(`There are no "layers" and no "probe": name some of ${layerNames().filter((name) => layerSuits(name, VIEWS[view].traits)).join(', ')}.`);
  if (models.length === 0) throw new RangeError('There are no "models": name one, such as "exact" or "learned".');
}

function checkName(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new RangeError(`There is no ${what} "${name}"; there are ${known.join(', ')}.`);
}
