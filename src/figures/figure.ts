import { Observable, catchError, defer, isObservable, map, merge, of, tap, type Subscription } from 'rxjs';
import type { FieldVolume, Place } from '../math/index.ts';
import { project, type Camera, type Domain, type Mark, type Orbit, type Scene, type Surface } from '../scene/index.ts';
import { isStill, ParameterError, type Flow, type FlowParameters, type Laws } from '../streams/index.ts';
import { checkedParts, checkMark } from './check-marks.ts';
import { withCode, type Named } from '../code/index.ts';
import { extentOf, type Extent } from './extent.ts';
import { firstAxesOfFlow, firstAxesOfLaws, isPartly } from './first-axes.ts';
import { FieldFrame } from './field-frame.ts';
import type { AnyReading, ArrowScale, FigureSettings, LayerCode, LayerContext, LayerMarks } from './layer.ts';
import { MOTION_CODE } from './motion-code.ts';
import type { Motion } from './motion.ts';
import { PROBES, type ProbeName } from './probes/table.ts';
import type { Reading } from './reading.ts';
import { layerOf } from './registry.ts';
import type { View } from './view.ts';
import { shifted } from './views/legend.ts';
import { VIEWS, type ViewName } from './views/table.ts';

/** What a figure is to show, and where. */
export interface FigureOptions extends FigureSettings {
  readonly view: ViewName;
  /** What suits the view: by the name under which it is registered, or itself. */
  readonly layers: readonly (string | Named<AnyLayer>)[];
  /** By name; none when absent. */
  readonly probe?: ProbeName;
  /** State; nowhere when absent. */
  readonly cross$?: Observable<Place | undefined>;
  /** State; none when absent. */
  readonly chosen$?: Observable<readonly Place[]>;
  /** State; none when absent. */
  readonly box$?: Observable<Domain | undefined>;
  /** State; never when absent. */
  readonly presses$?: Observable<number>;
  /** One for several figures that are compared; when absent, each picture has its own. */
  readonly scaled?: ArrowScale['scaled'];
  /** Called once for a layer that has thrown: it is left out, and the figure goes on. */
  onFailure?(layer: string, error: unknown): void;
}

/**
 * A flow as pictures: one scene, told again whenever a layer has a new answer, from the first on. What a question's answer cannot be given is
 * the stream's error, and so is code that cannot be had.
 *
 * @param given  whose flow
 * @param ofFlow  its laws at present; others are another figure
 */
export function figure(given: Flow, ofFlow: Laws, { view, layers, probe, onFailure, ...settings }: FigureOptions): Observable<FigureScene> {
  const { create, aspectRatio, traits } = VIEWS[view];
  const laws = shownOf(ofFlow, view);
  const flow = laws === ofFlow ? given : firstAxesOfFlow(given, traits.dimension);
  const shown = shownBy({ layers, probe });
  return withCode(codeOf({ view, layers, probe }), () => new Observable((subscriber): Subscription => {
    const extent = extentOf(laws, aspectRatio);
    const scene = new FigureScene(create.now!(extent), extent, { ...settings, beside: new Set(layers.map((layer) => (typeof layer === 'string' ? layer : layer.name))) }, onFailure);
    return merge(...shown.map(({ name, code }) => scene.answers(name, code.now!, flow))).subscribe({ next: () => subscriber.next(scene), error: (error: unknown) => subscriber.error(error) });
  }));
}

type Showing = Pick<FigureOptions, 'layers'> & { readonly probe?: ProbeName | undefined };

/** Layers that there are, and the probe. */
function shownBy({ layers, probe }: Showing): Named<AnyLayer>[] {
  const named = [...layers.map((layer) => (typeof layer === 'string' ? { name: layer, code: layerOf(layer)?.code } : layer)), ...(probe ? [{ name: probe, code: PROBES[probe].code }] : [])];
  return named.filter((one): one is Named<AnyLayer> => one.code !== undefined);
}

/** What a figure is drawn by. */
export const codeOf = ({ view, ...showing }: Showing & Pick<FigureOptions, 'view'>): Named<unknown>[] => [{ name: view, code: VIEWS[view].create }, ...shownBy(showing)];

/** What a figure shows of the data, in inner coordinates. */
export const domainOf = (laws: Laws, view: ViewName): Domain => extentOf(shownOf(laws, view), VIEWS[view].aspectRatio).domain;

/** What a view shows of laws: of those of more dimensions than it has the first axes. */
function shownOf(laws: Laws, view: ViewName): Laws {
  const { dimension, isGallery, chart } = VIEWS[view].traits;
  return isPartly(laws) && !isGallery && !chart ? firstAxesOfLaws(laws, dimension) : laws;
}

type Given = FigureSettings & Pick<FigureOptions, 'cross$' | 'chosen$' | 'box$' | 'presses$' | 'scaled'> & Partial<Pick<LayerContext, 'beside'>>;

/** Whatever it tells. */
type AnyLayer = LayerCode<unknown, AnyReading>;

interface Shown {
  readonly name: string;
  readonly marks: LayerMarks<unknown, AnyReading>;
  /** Nothing is drawn of a layer before its first answer. */
  isAnswered: boolean;
  /** From answer to answer, where those are of a network that learns. */
  motion?: Motion | undefined;
  /** Of the flow when it was answered last. */
  parameters?: FlowParameters | undefined;
}

const ofOwnScale: ArrowScale['scaled'] = (_kind, answer$, speedOf) => answer$.pipe(map((answer) => [answer, speedOf(answer)] as const));

/** The layers of a view as one picture. */
export class FigureScene implements Scene {
  readonly depth: Scene['depth'];
  readonly context: LayerContext;
  private readonly view: View;
  private readonly onFailure: FigureOptions['onFailure'];
  private layers: readonly Shown[] = [];
  /** Those of them of which something is drawn; kept, since it is asked for several times a frame. */
  private answered: readonly Shown[] = [];
  private surface: Surface | undefined;
  private t = 0;
  private seen: Camera | undefined;
  /** Undefined when they have to be made anew. */
  private legends: readonly Mark[] | undefined;

  constructor(
    view: View,
    { domain, ends, units }: Omit<Extent, 'reach'>,
    { cross$ = of(undefined), chosen$ = of([]), box$ = of(undefined), presses$ = of(0), pairs = 30, until = 1, group = 0, rounds = 0, beside = new Set(), scaled = ofOwnScale, ...settings }: Given,
    onFailure?: FigureOptions['onFailure'],
  ) {
    // What was pointed at in data of another dimension is no place of these.
    const isHere = ({ x }: Place): boolean => x.length === view.dimension;
    const frames = new WeakMap<FieldVolume, FieldFrame>();
    this.view = view;
    this.depth = view.depth;
    this.onFailure = onFailure;
    this.context = {
      ...settings, pairs, until, group, rounds, beside, view, domain, ends, ...(units && { units }), presses$, scaled,
      cross$: cross$.pipe(map((cross) => (cross && isHere(cross) ? cross : undefined))),
      chosen$: chosen$.pipe(map((chosen) => chosen.filter(isHere))),
      box$: box$.pipe(map((box) => (box?.lower.length === view.dimension ? box : undefined))),
      frameOf(volume) {
        const frame = frames.get(volume) ?? new FieldFrame(volume);
        frames.set(volume, frame);
        return frame;
      },
    };
    // Without it all is shown, and jumps.
    if (this.isLive) MOTION_CODE.fetch().catch(() => undefined);
  }

  /** @returns what takes the layer's answers; undefined where it could not even be made */
  add<Needs>(name: string, layer: LayerCode<Needs, AnyReading>): ((needs: Needs) => void) | undefined {
    const shown = this.make(name, layer);
    return shown && ((needs) => this.take(shown, needs));
  }

  /** Tells when a layer has been answered; of one that has thrown or cannot be asked, once: the others are all there is. */
  answers(name: string, layer: AnyLayer, flow: Flow): Observable<unknown> {
    const shown = this.make(name, layer);
    if (!shown) return of(undefined);
    const answer$ = defer(() => {
      const asked: unknown = layer.ask(flow, this.context);
      if (!isObservable(asked)) throw new TypeError('"ask" returns no Observable.');
      return asked;
    });
    return answer$.pipe(tap((needs) => this.take(shown, needs, flow.parameters)), catchError((error: unknown) => {
      if (isOfFlow(error)) throw error;
      this.leaveOut(shown, error);
      return of(undefined);
    }));
  }

  private make(name: string, layer: AnyLayer): Shown | undefined {
    const marks = this.guard({ name }, () => layer.make(this.context));
    if (!marks) return undefined;
    const shown: Shown = { name, marks, isAnswered: false };
    this.layers = [...this.layers, shown];
    return shown;
  }

  private take(shown: Shown, needs: unknown, parameters?: FlowParameters): void {
    this.guard(shown, () => shown.marks.take(needs));
    if (this.isLive) shown.motion ??= MOTION_CODE.now && new MOTION_CODE.now();
    shown.motion?.answer(parameters === shown.parameters);
    shown.parameters = parameters;
    shown.isAnswered = true;
    this.keep(this.layers);
    this.legends = this.surface = undefined;
  }

  get leftOut(): number {
    return Math.max(0, ...this.answered.map((layer) => this.guard(layer, () => layer.marks.leftOut) ?? 0));
  }

  /** What the layers tell beside the picture as it was painted last; what several tell as one object is told once. */
  get readings(): readonly Reading[] {
    // Those of our tables and texts: nothing else is registered.
    return [...new Set(this.answered.map((layer) => this.guard(layer, () => layer.marks.reading as Reading | undefined)).filter((reading) => reading !== undefined))];
  }

  camera(surface: Surface, orbit: Orbit): Camera {
    return this.view.camera(surface, orbit);
  }

  /** Of a network that learns, some marks may be on their way to where they are to be. */
  get isMoving(): boolean {
    return this.answered.some(({ motion }) => motion?.isMoving);
  }

  marks(t: number, surface: Surface, camera: Camera, nowMs?: number): readonly Mark[] {
    if (surface !== this.surface || camera !== this.seen) {
      for (const layer of this.answered) this.guard(layer, () => layer.marks.layout?.(surface, camera));
      this.surface = surface;
      this.seen = camera;
      this.legends = undefined;
    }
    this.t = t;
    for (const layer of this.answered) this.guard(layer, () => layer.marks.update(t));
    this.legends ??= this.makeLegends(surface, camera);
    const parts = this.answered.flatMap((layer) => this.guard(layer, () => {
      const arrived = checkedParts(layer.marks.parts);
      return nowMs !== undefined && layer.motion ? layer.motion.at(arrived, nowMs) : arrived;
    }) ?? []);
    return this.view.arrange(parts, this.legends, t, surface, camera);
  }

  unproject(xPx: number, yPx: number, t: number, surface: Surface, camera: Camera): Place | undefined {
    return this.view.unproject(xPx, yPx, t, surface, camera);
  }

  pixelOf({ x, t }: Place, camera: Camera): readonly [number, number] | undefined {
    const world = new Float64Array(3);
    // In space-time what the reader points at stands on the slab of the present.
    this.view.place(x, 1, this.depth === 'deep' ? this.t : t, world);
    const pixel = new Float64Array(3);
    return project(camera, world[0], world[1], world[2], pixel) ? [pixel[0], pixel[1]] : undefined;
  }

  private get isLive(): boolean {
    return this.context.models.some((model) => !isStill(model));
  }

  private keep(layers: readonly Shown[]): void {
    this.layers = layers;
    this.answered = layers.filter(({ isAnswered }) => isAnswered);
  }

  private makeLegends(surface: Surface, camera: Camera): readonly Mark[] {
    const place = this.view.legendPlace(surface, camera);
    if (!place) return [];
    let usedPx = 0;
    return this.answered.flatMap((layer) => this.guard(layer, () => {
      const legend = layer.marks.legend?.(usedPx === 0 ? place : { ...place, line: shifted(place.line, usedPx) });
      if (!legend) return [];
      legend.marks.forEach(checkMark);
      usedPx += legend.widthPx;
      return legend.marks;
    }) ?? []);
  }

  /** A layer of a page's own may throw anything at any time. @returns undefined when it has */
  private guard<T>(layer: Pick<Shown, 'name'>, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.leaveOut(layer, error);
      return undefined;
    }
  }

  private leaveOut(layer: Pick<Shown, 'name'>, error: unknown): void {
    this.keep(this.layers.filter((other) => other !== layer));
    this.onFailure?.(layer.name, error);
  }
}

/** Why a question of the flow has no answer, and no fault of the layer that asks. */
const isOfFlow = (error: unknown): boolean => error instanceof ParameterError || (error instanceof Error && 'code' in error);
