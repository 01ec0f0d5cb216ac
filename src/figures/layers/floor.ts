import { combineLatest, distinctUntilChanged, map } from 'rxjs';
import type { PairsFloor } from '../../math/index.ts';
import { ENGLISH, type Camera, type Ink, type PlaneCamera, type PointsMark, type StrokesMark, type Surface, type TextMark } from '../../scene/index.ts';
import type { CouplingFloor, FlowParameters } from '../../streams/index.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { textWidthPx, TICK_SIZE } from '../views/axes.ts';

/** One floor of the loss, with its standard error; by so many pairs where it was measured, exact but for the draws of (t, X_t) else. */
interface ToldFloor {
  readonly mean: number;
  readonly standardError: number;
  readonly pairs?: number;
}

/** What no network can explain of the motion of pairs, in squared inner units, summed over the axes. */
export type FloorReading =
  | { readonly key: 'floor'; readonly known: false; readonly why: Extract<CouplingFloor, { readonly known: false }>['why'] }
  | {
      readonly key: 'floor';
      readonly known: true;
      readonly independent: ToldFloor;
      /** Of a coupling that is not independent. */
      readonly own?: ToldFloor & { readonly coupling: FlowParameters['coupling']; readonly group: number; readonly epsilon?: number };
      /** After one reflow by the exact flow of independent pairs. */
      readonly reflowed?: ToldFloor;
    };

interface Needs {
  readonly floor: CouplingFloor;
  readonly parameters: Pick<FlowParameters, 'coupling' | 'epsilon'>;
}

interface Line {
  readonly name: 'independent' | 'own' | 'reflowed';
  readonly floor: PairsFloor;
  readonly color: Ink;
  readonly widthPx: number;
  readonly opacity: number;
  readonly dashPx?: readonly [number, number];
}

/** The figure's own coupling is the strong line; what it is compared with is fainter. */
const LOOKS = {
  independent: { color: 'exact', widthPx: 2.4, opacity: 1 },
  beside: { color: 'exact', widthPx: 1.4, opacity: 0.7, dashPx: [6, 4] },
  own: { color: 'through', widthPx: 2.4, opacity: 1 },
  reflowed: { color: 'ink', widthPx: 1.6, opacity: 0.9, dashPx: [2, 3] },
} as const satisfies Readonly<Record<string, Omit<Line, 'name' | 'floor'>>>;
const RADIUS_PX = 2.4;
/** Straight pairs, which leave nothing, stand below the chart. */
const LEAST = 1e-9;
/** Names stand over their lines, as a part of the way across; that of the own coupling under its line, which independent pairs are over. */
const NAME_AT = 0.35;
const NAME_PX = 7;

/**
 * The floor of the loss over t, `E|U - E[U | X_t]|^2`: it depends on which ends are paired. Exact for independent pairs, which every chart has; measured by
 * draws for those of minibatch optimal transport, entropic or not, and for those that the exact flow makes, from which reflow learns.
 */
export const floor: LayerCode<Needs, FloorReading> = {
  ask(flow, { group }) {
    const parameters$ = flow.parameters$.pipe(map(({ coupling, epsilon }) => ({ coupling, epsilon })), distinctUntilChanged((a, b) => a.coupling === b.coupling && a.epsilon === b.epsilon));
    return combineLatest([flow.floor(group > 1 ? { group } : {}), parameters$]).pipe(map(([found, parameters]) => ({ floor: found, parameters })));
  },
  make: (context) => new FloorMarks(context),
};

class FloorMarks implements LayerMarks<Needs, FloorReading> {
  parts: readonly Part[] = [];
  reading: FloorReading | undefined;
  private readonly context: LayerContext;
  private lines: readonly Line[] = [];
  private drawn: readonly Part[] = [];
  private coupling: FlowParameters['coupling'] = 'independent';

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ floor: found, parameters: { coupling, epsilon } }: Needs): void {
    this.coupling = coupling;
    this.lines = [];
    this.drawn = [];
    if (!found.known) {
      this.reading = { key: 'floor', known: false, why: found.why };
      return;
    }
    const { times, independent, own, reflowed } = found;
    this.lines = [
      { name: 'independent', floor: independent, ...(own ? LOOKS.beside : LOOKS.independent) },
      ...(reflowed ? [{ name: 'reflowed', floor: reflowed, ...LOOKS.reflowed } as const] : []),
      ...(own ? [{ name: 'own', floor: own, ...LOOKS.own } as const] : []),
    ];
    this.drawn = this.lines.flatMap((line) => this.line(times, line));
    const told = ({ mean, standardError }: PairsFloor): ToldFloor => ({ mean, standardError });
    this.reading = {
      key: 'floor', known: true, independent: told(independent),
      ...(own && { own: { ...told(own), pairs: own.pairs, coupling, group: own.group, ...(coupling === 'sinkhorn' && { epsilon }) } }),
      ...(reflowed && { reflowed: { ...told(reflowed), pairs: reflowed.pairs } }),
    };
  }

  layout({ theme: { words = ENGLISH, fontSizePx } }: Surface, camera: Camera): void {
    const names = { independent: words.independent, own: this.coupling, reflowed: words.reflowed };
    const texts = this.lines.map(({ name, floor: { byTime }, color }): Part => {
      const isUnder = name === 'own';
      // The line keeps clear of all of its name.
      const half = textWidthPx(names[name], TICK_SIZE * fontSizePx) / 2 / (camera as PlaneCamera).plot.width;
      const beside = byTime.filter((_, s) => Math.abs((s + 0.5) / byTime.length - NAME_AT) <= half + 1 / byTime.length);
      const height = isUnder ? Math.min(...beside) : Math.max(...beside);
      const mark: TextMark = {
        kind: 'text', text: names[name], at: [NAME_AT, Math.log10(Math.max(LEAST, height)), 0], offsetPx: [0, isUnder ? NAME_PX : -NAME_PX], align: 'center', baseline: isUnder ? 'top' : 'bottom', size: TICK_SIZE, color, opacity: 1,
      };
      return { mark, kind: 'probe' };
    });
    this.parts = [...this.drawn, ...texts];
  }

  update(): void {
    // Floors are those of all times.
  }

  private line(times: Float64Array, { floor: { byTime }, name, ...look }: Line): Part[] {
    const count = times.length;
    const coordinates = new Float64Array(2 * count);
    times.forEach((t, s) => coordinates.set([t, Math.max(LEAST, byTime[s])], 2 * s));
    const positions = new Float32Array(3 * count);
    this.context.view.place(coordinates, count, 0, positions);
    const line: StrokesMark = { ...look, kind: 'strokes', offsets: [0, count], positions, clipped: true, version: 0 };
    // What is measured by draws has a dot at each time that it was measured at.
    const dots: PointsMark = { kind: 'points', count, positions, radiusPx: RADIUS_PX, color: look.color, opacity: look.opacity, clipped: true, version: 0 };
    return [line, ...(name === 'independent' ? [] : [dots])].map((mark): Part => ({ mark, kind: 'data' }));
  }
}
