import { combineLatest, map, of, switchMap } from 'rxjs';
import { boxCounts, type BoxCounts, type Trajectories } from '../../math/index.ts';
import { formatNumber, type ArrowsMark, type Camera, type Domain, type FaceMark, type PlaneCamera, type StrokesMark, type Surface, type TextMark, type Theme, type Writable } from '../../scene/index.ts';
import type { Balance, ModelName } from '../../streams/index.ts';
import { askCloud, lastModel, toldModel } from '../ask.ts';
import { firstBox } from '../box-edit.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { keptWhole } from '../text-boxes.ts';
import { placeIn } from '../units.ts';
import type { Part } from '../view.ts';
import { textWidthPx } from '../views/axes.ts';

/** Mass in a box and its exchange with what is around, per unit of t. */
export interface ContinuityReading {
  readonly key: 'continuity';
  readonly t: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly hasArea: boolean;
  /** Of all that the figure shows. */
  readonly isOutside: boolean;
  /** By the law that each model carries; `outward` has for each axis the lower and the upper side. */
  readonly laws: readonly ({ readonly model: ModelName } & ({ readonly known: true; readonly mass: number; readonly rate: number; readonly outward: readonly number[] } | { readonly known: false; readonly why: 'law' | 'points' }))[];
  /** Counted in a cloud; `outward` as in `laws`. */
  readonly cloud: Omit<BoxCounts, 'outward'> & { readonly model: ModelName; readonly outward: readonly number[] };
}

interface Needs {
  readonly box: Domain;
  readonly t: number;
  /** Of each model, in their order. */
  readonly balances: readonly Balance[];
  /** Of the last model. */
  readonly cloud: Trajectories;
}

const FRAME = { color: 'ink', opacity: 0.9, widthPx: 1.6 } as const;
const INSIDE = { color: 'ink', opacity: 0.07 } as const;
/** Pixels for a flux of the whole mass in a unit of t, and the lengths between which they are kept. */
const ARROW = { perFluxPx: 200, leastPx: 13, mostPx: 64, widthPx: 2.8 };
/** On a line, arrows stand beside the present time, where the cloud is. */
const ASIDE_PX = 12;
/** A flux below is none. */
const NO_FLUX = 5e-4;
const TEXT = { size: 0.85, gapPx: 5 };

/**
 * The continuity equation of a box, `d/dt P(X_t in B) = - flux of p_t v_t out of B`: mass inside and flux through each side by the law of the first
 * model, and the same counted in the cloud of the last. Arrows at the sides point the way that mass goes.
 */
export const continuity: LayerCode<Needs, ContinuityReading> = {
  ask: (flow, context) => {
    const { box$, models, view, domain } = context;
    const shown$ = box$.pipe(map((box) => box ?? firstBox(domain)));
    const balanced$ = combineLatest([shown$, flow.time$]).pipe(
      switchMap(([box, t]) => {
        const balances$ = box.lower.length === view.dimension ? combineLatest(models.map((model) => flow.balance({ model, box, t }))) : of([]);
        return balances$.pipe(map((balances) => ({ box, t, balances })));
      }),
    );
    return combineLatest([balanced$, askCloud(flow, context, lastModel(context))]).pipe(map(([balanced, cloud]) => ({ ...balanced, cloud })));
  },
  make: (context) => new ContinuityMarks(context),
};

class ContinuityMarks implements LayerMarks<Needs, ContinuityReading> {
  parts: readonly Part[] = [];
  reading: ContinuityReading | undefined;
  private readonly context: LayerContext;
  private readonly frame: Writable<StrokesMark>;
  private readonly inside: Writable<FaceMark>;
  private readonly arrows: Writable<ArrowsMark>;
  private needs: Needs | undefined;
  private counts: BoxCounts | undefined;
  /** A figure on paper has no other; none before it has been laid out. */
  private camera: PlaneCamera | undefined;
  private theme: Pick<Theme, 'locale' | 'convention' | 'fontSizePx'> = { fontSizePx: 16 };

  constructor(context: LayerContext) {
    const sides = 2 * context.view.dimension;
    this.context = context;
    this.frame = { ...FRAME, kind: 'strokes', offsets: [0, 5], positions: new Float32Array(15), clipped: true, version: 0 };
    this.inside = { ...INSIDE, kind: 'face', corners: new Float32Array(12), clipped: true, version: 0 };
    this.arrows = { kind: 'arrows', count: sides, positions: new Float32Array(3 * sides), vectors: new Float32Array(3 * sides), color: 'exact', opacity: 1, widthPx: ARROW.widthPx, shape: 'solid', clipped: true, version: 0 };
  }

  take(needs: Needs): void {
    const { box, t, cloud, balances } = needs;
    const { models, units } = this.context;
    this.needs = needs;
    this.counts = boxCounts(cloud, box, t);
    const [lower, upper] = [placeIn(units, box.lower), placeIn(units, box.upper)];
    const hasArea = box.lower.every((from, k) => from < box.upper[k]);
    this.reading = {
      key: 'continuity', t, lower, upper, hasArea, isOutside: this.isOutside(box),
      laws: balances.map((balance, i) => ({ model: toldModel(models[i]), ...(balance.known ? { known: true, mass: balance.mass, rate: balance.rate, outward: this.inOrder(balance.outward) } : balance) })),
      cloud: { model: toldModel(lastModel(this.context)), ...this.counts, outward: this.inOrder(this.counts.outward) },
    };
  }

  layout(surface: Surface, camera: Camera): void {
    this.camera = camera as PlaneCamera;
    this.theme = surface.theme;
  }

  update(): void {
    const { needs, counts, frame, inside, arrows, camera } = this;
    if (!needs || !counts || !camera) return;
    const [lower, upper] = this.corners(needs);
    const [left, right] = this.context.view.overTime ? [0, 1] : [lower[0], upper[0]];
    frame.positions.set([left, lower[1], 0, right, lower[1], 0, right, upper[1], 0, left, upper[1], 0, left, lower[1], 0]);
    inside.corners.set([left, lower[1], 0, right, lower[1], 0, right, upper[1], 0, left, upper[1], 0]);
    const known = needs.balances.find((balance) => balance.known);
    const { mass, outward } = known?.known ? known : counts;
    const inBox = formatNumber(mass, 3, this.theme.locale);
    const texts = this.context.view.overTime
      ? [this.text(inBox, [lower[0], (lower[1] + upper[1]) / 2], [-ASIDE_PX, 0], 'right', 'middle')]
      : [this.inCorner(inBox, lower, upper, camera)];
    for (let side = 0; side < outward.length; side++) texts.push(this.side(side, outward[side], [lower, upper], camera));
    for (const mark of [frame, inside, arrows]) mark.version++;
    const whole = texts.map((text) => keptWhole(text, camera, this.sizePx));
    this.parts = [inside, frame, arrows, ...whole].map((mark): Part => ({ mark, kind: 'probe' }));
  }

  /** In the box where it has room, for arrows and their numbers are outside of it; else off its corner. */
  private inCorner(text: string, lower: readonly [number, number], upper: readonly [number, number], { unitPx }: PlaneCamera): TextMark {
    const { sizePx } = this;
    const [width, height] = [0, 1].map((k) => (upper[k] - lower[k]) * unitPx[k] - 2 * TEXT.gapPx);
    const isInside = width >= textWidthPx(text, sizePx) && height >= sizePx;
    return isInside ? this.text(text, [lower[0], upper[1]], [TEXT.gapPx, TEXT.gapPx], 'left', 'top') : this.text(text, [lower[0], upper[1]], [-TEXT.gapPx, -TEXT.gapPx], 'right', 'bottom');
  }

  /** The arrow of a side, and its number: beyond it, or beside it where the plot ends before, away from that of the mass. */
  private side(side: number, flux: number, [lower, upper]: readonly (readonly [number, number])[], { unitPx, visible }: PlaneCamera): TextMark {
    const { arrows, sizePx, context: { view } } = this;
    const axis = view.overTime ? 1 : side >> 1;
    const sign = side & 1 ? 1 : -1;
    const at: [number, number] = [(lower[0] + upper[0]) / 2, (lower[1] + upper[1]) / 2];
    at[axis] = (side & 1 ? upper : lower)[axis];
    if (view.overTime) at[0] += ASIDE_PX / unitPx[0];
    const lengthPx = Math.abs(flux) < NO_FLUX ? 0 : Math.min(ARROW.mostPx, Math.max(ARROW.leastPx, ARROW.perFluxPx * Math.abs(flux)));
    const length = (sign * lengthPx) / unitPx[axis];
    for (let k = 0; k < 2; k++) {
      arrows.positions[3 * side + k] = at[k] + (k === axis ? length / 2 : 0);
      // What flows in comes from outside.
      arrows.vectors[3 * side + k] = k === axis ? Math.sign(flux) * length : 0;
    }
    const text = formatNumber(lengthPx === 0 ? 0 : this.told(flux), 3, this.theme.locale);
    const [beyondPx, besidePx] = [lengthPx + TEXT.gapPx, ARROW.widthPx + TEXT.gapPx];
    if (view.overTime) return this.text(text, at, [besidePx, (-sign * lengthPx) / 2], 'left', 'middle');
    const roomPx = unitPx[axis] * (sign > 0 ? visible.upper[axis] - at[axis] : at[axis] - visible.lower[axis]);
    const reachPx = Math.min(lengthPx, roomPx);
    const isBeyond = roomPx >= beyondPx + (axis === 0 ? textWidthPx(text, sizePx) : sizePx);
    if (axis === 0) return isBeyond ? this.text(text, at, [sign * beyondPx, 0], sign > 0 ? 'left' : 'right', 'middle') : this.text(text, at, [sign * reachPx, besidePx], sign > 0 ? 'right' : 'left', 'top');
    return isBeyond ? this.text(text, at, [0, -sign * beyondPx], 'center', sign > 0 ? 'bottom' : 'top') : this.text(text, at, [besidePx, -sign * reachPx], 'left', sign > 0 ? 'top' : 'bottom');
  }

  /** Per unit of the time that is told: where that runs the other way, mass comes in through a side by which the figure shows it leave. */
  private told(flux: number): number {
    return this.theme.convention === 'data-at-0' ? -flux : flux;
  }

  private get sizePx(): number {
    return TEXT.size * this.theme.fontSizePx;
  }

  private text(text: string, at: readonly [number, number], offsetPx: readonly [number, number], align: TextMark['align'], baseline: TextMark['baseline']): TextMark {
    return { kind: 'text', text, at: [at[0], at[1], 0], offsetPx, align, baseline, size: TEXT.size, color: 'ink', opacity: 1, clipped: true, hasHalo: true };
  }

  /** Of the box on paper; on a line it stands at the time. */
  private corners({ box: { lower, upper }, t }: Needs): readonly (readonly [number, number])[] {
    return this.context.view.overTime ? [[t, lower[0]], [t, upper[0]]] : [[lower[0], lower[1]], [upper[0], upper[1]]];
  }

  private isOutside({ lower, upper }: Domain): boolean {
    const { domain } = this.context;
    return lower.some((from, k) => from > domain.upper[k] || upper[k] < domain.lower[k]);
  }

  /** In the data's own units a side may be the other. */
  private inOrder(outward: Float64Array): number[] {
    const { units } = this.context;
    return Array.from(outward, (_, side) => outward[(units?.scale[side >> 1] ?? 1) < 0 ? side ^ 1 : side]);
  }
}
