import { distinctUntilChanged, map } from 'rxjs';
import type { Dataset } from '../../math/index.ts';
import type { Camera, PlaneCamera, PointsMark, Surface, TextMark } from '../../scene/index.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { boxOf, isWhole, overlap, pixelIn, type Box } from '../text-boxes.ts';
import type { Part } from '../view.ts';

/** The groups of the data, and how many points each has. */
export interface ClassesReading {
  readonly key: 'classes';
  readonly groups: readonly { readonly name: string; readonly count: number }[];
}

/** Colours that differ for colour-blind readers too (after Okabe and Ito) and stand out from a light and from a dark page; first those that the cloud over them never has. */
const INKS = ['#169b72', '#a3830b', '#c4579b', '#5d8296', '#b5504a', '#8f78d6', '#1a84c7', '#dd6a2b'] as const;
/** More points of all groups together say no more. */
const MOST_POINTS = 2_000;
const POINT = { radiusPx: 2, opacity: 0.6 };
/** Beside the middle of a group, whose name it carries: colour alone tells nobody who cannot tell colours. */
const NAME = { dot: { radiusPx: 4, opacity: 1 }, gapPx: 7, size: 0.85 };
/** Where a name may stand at its dot, the best first. */
const SPOTS = [
  { offsetPx: [NAME.gapPx, 0], align: 'left', baseline: 'middle' }, { offsetPx: [-NAME.gapPx, 0], align: 'right', baseline: 'middle' },
  { offsetPx: [0, -NAME.gapPx], align: 'center', baseline: 'bottom' }, { offsetPx: [0, NAME.gapPx], align: 'center', baseline: 'top' },
] as const;

/** The data themselves, each group in a colour of its own with its name at its mean; the eight largest where there are more. */
export const classes: LayerCode<Dataset, ClassesReading> = {
  ask: (flow) => flow.laws$.pipe(map(({ target }) => target), distinctUntilChanged()),
  make: (context) => new ClassesMarks(context),
};

class ClassesMarks implements LayerMarks<Dataset, ClassesReading> {
  parts: readonly Part[] = [];
  reading: ClassesReading | undefined;
  private readonly context: LayerContext;
  /** Over time the data stand where it ends. */
  private readonly span: Pick<Part, 'span'>;
  private dots: readonly Part[] = [];
  private names: readonly TextMark[] = [];

  constructor(context: LayerContext) {
    this.context = context;
    this.span = context.view.overTime ? { span: [1, 1] } : {};
  }

  take({ law, dimension, classes: of }: Dataset): void {
    const { view } = this.context;
    const groups = of ? groupsOf(of.names, of.ofComponents) : [];
    this.reading = { key: 'classes', groups: groups.map(({ name, rows }) => ({ name, count: rows.length })) };
    const stride = Math.ceil(law.weights.length / MOST_POINTS);
    const shown = groups.slice(0, INKS.length);
    // Files are often sorted by group: mixed evenly, so that no group hides another.
    const taken = shown.flatMap(({ rows }, ink) => rows.filter((_, i) => i % stride === 0).map((row) => ({ row, ink }))).sort((a, b) => place(a.row) - place(b.row));
    const points = this.dotsAt(taken.flatMap(({ row }) => [...law.means.subarray(row * dimension, (row + 1) * dimension)]), taken.map(({ ink }) => ink), POINT);
    const middles = shown.map(({ rows }) => meanOf(law.means, rows, dimension));
    const middleDots = this.dotsAt(middles.flat(), middles.map((_, ink) => ink), NAME.dot);
    this.names = shown.map(({ name }, k): TextMark => {
      const [x, y, z] = middleDots.positions.subarray(3 * k);
      return { ...SPOTS[0], kind: 'text', text: name, at: [x, y, z], size: NAME.size, color: 'ink', opacity: 1, clipped: view.depth === 'flat', hasHalo: true };
    });
    this.dots = shown.length === 0 ? [] : [{ mark: points, kind: 'still', ...this.span }, { mark: middleDots, kind: 'probe', ...this.span }];
  }

  layout({ theme: { fontSizePx } }: Surface, camera: Camera): void {
    const { dots, names, span, context: { view } } = this;
    // Names in space pass before each other as it turns.
    const placed = view.depth === 'flat' ? apart(names, camera as PlaneCamera, NAME.size * fontSizePx) : names;
    this.parts = [...dots, ...placed.map((mark): Part => ({ mark, kind: 'probe', ...span }))];
  }

  /** @param inner  interleaved coordinates  @param ofDots  a group for each */
  private dotsAt(inner: readonly number[], ofDots: readonly number[], look: Pick<PointsMark, 'radiusPx' | 'opacity'>): PointsMark {
    const { view } = this.context;
    const count = ofDots.length;
    const positions = new Float32Array(3 * count);
    view.place(inner, count, 1, positions, 0);
    return { ...look, kind: 'points', count, positions, color: 'ink', colors: { inks: INKS, ofDots: Uint8Array.from(ofDots) }, clipped: view.depth === 'flat', version: 0 };
  }

  update(): void {
    // The data stay where they are.
  }
}

/** Names that are whole and lie over no other name and no other dot, where there is such a place at their dots; else ones that are whole. */
function apart(names: readonly TextMark[], camera: PlaneCamera, sizePx: number): TextMark[] {
  const { radiusPx } = NAME.dot;
  const taken = names.map(({ at }): Box => {
    const [x, y] = pixelIn(camera, at[0], at[1]);
    return { left: x - radiusPx, right: x + radiusPx, top: y - radiusPx, bottom: y + radiusPx };
  });
  return names.map((name) => {
    const placed = SPOTS.map((spot) => ({ ...name, ...spot }));
    const boxes = placed.map((at) => boxOf(at, camera, sizePx));
    const whole = boxes.map((box) => isWhole(box, camera));
    const free = boxes.findIndex((box, k) => whole[k] && !taken.some((other) => overlap(box, other)));
    const spot = free >= 0 ? free : Math.max(0, whole.indexOf(true));
    taken.push(boxes[spot]);
    return placed[spot];
  });
}

interface Group {
  readonly name: string;
  readonly rows: readonly number[];
}

/** Neighbours go far from each other: multiples of the golden ratio, of which the fractions fill [0, 1) evenly however many there are. */
const place = (row: number): number => (row * 0.6180339887498949) % 1;

function meanOf(means: ArrayLike<number>, rows: readonly number[], dimension: number): number[] {
  const mean = new Array<number>(dimension).fill(0);
  for (const row of rows) for (let axis = 0; axis < dimension; axis++) mean[axis] += means[row * dimension + axis] / rows.length;
  return mean;
}

/** The largest first. */
function groupsOf(names: readonly string[], ofComponents: ArrayLike<number>): Group[] {
  const groups = names.map((name): { readonly name: string; readonly rows: number[] } => ({ name, rows: [] }));
  for (let row = 0; row < ofComponents.length; row++) groups[ofComponents[row]].rows.push(row);
  return groups.filter(({ rows }) => rows.length > 0).sort((a, b) => b.rows.length - a.rows.length);
}
