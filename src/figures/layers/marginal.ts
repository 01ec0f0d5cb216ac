import { combineLatest, map, startWith } from 'rxjs';
import { interpolateTrajectories, type FieldVolume, type Trajectories } from '../../math/index.ts';
import type { StrokesMark, Writable } from '../../scene/index.ts';
import type { MarginalsCompared } from '../../streams/index.ts';
import { askCloud, askDensity, lastModel } from '../ask.ts';
import { referenceDensity } from '../density-shading.ts';
import type { FieldFrame } from '../field-frame.ts';
import { gridCounts, smoothed } from '../grid-counts.ts';
import { Isolines } from '../isolines.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { stoodUp } from '../stood-up.ts';
import type { Part } from '../view.ts';

/** How far the cloud is from the law p_t by sliced W2 (on a line W2), beside how far two clouds drawn from it are from each other. */
export type MarginalReading =
  /** The law that a learned field carries is not known in closed form. */
  | { readonly key: 'marginal'; readonly known: false }
  | {
      readonly key: 'marginal';
      readonly known: true;
      readonly t: number;
      readonly dimension: number;
      /** Points that are compared. */
      readonly count: number;
      readonly distance: number;
      /** The least and the largest of nineteen pairs of such clouds. */
      readonly low: number;
      readonly high: number;
    };

interface Needs {
  readonly cloud: Trajectories;
  /** The law p_t, where it is known in closed form. */
  readonly law: FieldVolume | undefined;
  /** Undefined while it is computed. */
  readonly compared: MarginalsCompared | undefined;
}

/** Of a histogram on a line. */
const BINS = 44;
/** The highest of curve and histogram takes this part of the times, and stands on the side where there is room. */
const HEIGHT = 0.2;
/** At these parts of the reference density; cloud and law are smoothed alike, by a Gaussian of this part of the width. */
const LEVELS = [0.12, 0.38, 0.7];
const SMOOTHING = 1 / 50;
const LAW = { color: 'exact', opacity: 0.95, widthPx: 1.8 } as const;
const CLOUD = { color: 'through', opacity: 0.95, widthPx: 1.6 } as const;
const BESIDE_LAW = { dashPx: [5, 3] } as const;
/** Beside several clouds, of which each has a colour. */
const COMMON_LAW = { ...LAW, color: 'ink', opacity: 0.75, widthPx: 1.2 } as const;

/** The law of the cloud at the time against p_t, which it should have whatever the noise of its paths: a histogram and the density on a line, contours over each other in the plane and on the slab of the time. */
export const marginal: LayerCode<Needs, MarginalReading> = {
  ask(flow, context) {
    const model = lastModel(context);
    const compared$ = flow.marginals({ ...context.cloud, model }).pipe(startWith(undefined));
    return combineLatest([askCloud(flow, context, model), askDensity(flow, context).pipe(startWith(undefined)), compared$]).pipe(
      map(([cloud, law, compared]) => ({ cloud, law: law?.density && !('mass' in law) ? law : undefined, compared })),
    );
  },
  make: (context) => new MarginalMarks(context),
};

class MarginalMarks implements LayerMarks<Needs, MarginalReading> {
  parts: readonly Part[] = [];
  private readonly context: LayerContext;
  private readonly ofLaw: Writable<StrokesMark>;
  private readonly ofCloud: Writable<StrokesMark>;
  private needs: Needs | undefined;
  private law: FieldFrame | undefined;
  private now = new Float32Array(0);
  private shown = Number.NaN;
  private t = 0;
  private told: readonly MarginalReading[] = [];

  constructor(context: LayerContext) {
    const create = (look: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx' | 'dashPx'>): Writable<StrokesMark> =>
      ({ ...look, kind: 'strokes', offsets: [0], positions: new Float32Array(0), clipped: context.view.depth === 'flat', version: 0 });
    this.context = context;
    this.ofLaw = create(context.isVariant ? COMMON_LAW : LAW);
    this.ofCloud = create(context.view.dimension === 1 ? CLOUD : { ...CLOUD, ...BESIDE_LAW });
  }

  take(needs: Needs): void {
    const { isVariant, view: { depth, overTime }, frameOf } = this.context;
    this.needs = needs;
    this.law = needs.law && frameOf(needs.law);
    this.now = new Float32Array(needs.cloud.count * needs.cloud.dimension);
    this.shown = Number.NaN;
    this.told = this.readings(needs);
    const place: Pick<Part, 'kind' | 'span'> = { kind: 'data', ...(overTime && depth === 'flat' && { span: [0, 1] }) };
    const law: Part = { mark: this.ofLaw, ...place, ...(isVariant && { isCommon: true }) };
    this.parts = [...(this.law ? [law] : []), { mark: this.ofCloud, ...place }];
  }

  update(t: number): void {
    const { needs, law, now, context: { view } } = this;
    if (!needs || t === this.shown) return;
    this.shown = this.t = t;
    interpolateTrajectories(needs.cloud, t, now);
    law?.moveTo(t);
    if (view.dimension === 1) this.drawOnLine(t);
    else this.drawInPlane(t);
    this.ofLaw.version++;
    this.ofCloud.version++;
  }

  get reading(): MarginalReading | undefined {
    return this.told[Math.round(this.t * (this.told.length - 1))];
  }

  private drawOnLine(t: number): void {
    const { law, now, context: { domain, view } } = this;
    const [lower, upper] = [domain.lower[0], domain.upper[0]];
    const bins = gridCounts(now, { dimension: 1, lower: [lower], upper: [upper], size: [BINS] });
    const density = law?.density;
    const highest = Math.max(...bins, ...(density ?? []).filter(Number.isFinite));
    const side = (t < 0.5 ? HEIGHT : -HEIGHT) / highest;
    const width = (upper - lower) / BINS;
    const outline = new Float32Array(3 * 2 * (BINS + 1));
    for (let bin = 0; bin < BINS; bin++) for (const end of [0, 1]) view.place([lower + (bin + end) * width], 1, t + side * bins[bin], outline, 1 + 2 * bin + end);
    view.place([lower], 1, t, outline, 0);
    view.place([upper], 1, t, outline, 2 * BINS + 1);
    this.ofCloud.positions = outline;
    this.ofCloud.offsets = [0, 2 * (BINS + 1)];
    if (!law || !density) return;
    const { grid } = law.volume;
    const curve = new Float32Array(3 * density.length);
    density.forEach((p, node) => view.place([grid.lower[0] + (node / (density.length - 1)) * (grid.upper[0] - grid.lower[0])], 1, t + side * Math.min(p, highest), curve, node));
    this.ofLaw.positions = curve;
    this.ofLaw.offsets = [0, density.length];
  }

  private drawInPlane(t: number): void {
    const { law, now, context: { view } } = this;
    const grid = law?.volume.grid ?? view.densityGrid(false) ?? view.fieldGrid(false);
    const cells = SMOOTHING * (grid.size[0] - 1);
    const ofCloud = smoothed(gridCounts(now, grid), grid.size, cells);
    const ofLaw = law?.density && smoothed(law.density, grid.size, cells);
    const reference = referenceDensity(ofLaw ?? ofCloud);
    const [columns, rows] = grid.size;
    const step = [0, 1].map((axis) => (grid.upper[axis] - grid.lower[axis]) / (grid.size[axis] - 1));
    const trace = (values: ArrayLike<number>, mark: Writable<StrokesMark>): void => {
      const lines = new Isolines(columns, rows, grid.lower, step);
      lines.clear();
      for (const level of LEVELS) lines.trace(values, level * reference);
      mark.positions = view.depth === 'flat' ? lines.positions : stoodUp(lines, view, t);
      mark.offsets = lines.offsets;
    };
    trace(ofCloud, this.ofCloud);
    if (ofLaw) trace(ofLaw, this.ofLaw);
  }

  /** One for each time at which it is compared; one object for one time. */
  private readings({ cloud: { dimension, count }, compared }: Needs): readonly MarginalReading[] {
    if (!compared) return [];
    if (!compared.known) return [{ key: 'marginal', known: false }];
    const { times, distances, low, high } = compared;
    return Array.from(times, (t, s) => ({ key: 'marginal', known: true, t, dimension, count: Math.min(count, compared.count), distance: distances[s], low: low[s], high: high[s] }));
  }
}
