import { catchError, defer, EMPTY } from 'rxjs';
import type { AnyReading, Code, FigureSettings, LayerCode, LayerMarks, Legend, LegendPlace, Part, Reading } from '../../src/figures/index.ts';
import type { Mark, Role } from '../../src/scene/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import { isLost } from '../shared/problem.ts';

/** How one of several variants is told from the others, by its colour and where there are lines by their dashes. */
export interface Tint {
  readonly color: Role;
  readonly dashPx?: readonly [number, number];
}

/** Of the theme, which keeps them apart for those who see fewer colours; what has lines has dashes as well. */
export const TINTS: readonly Tint[] = [
  { color: 'source' }, { color: 'target', dashPx: [7, 3] }, { color: 'exact', dashPx: [2, 3] }, { color: 'learned', dashPx: [10, 4] },
  { color: 'through', dashPx: [4, 2] }, { color: 'ink', dashPx: [1, 2] },
];

/** Whatever it tells. */
export type AnyLayer = LayerCode<unknown, AnyReading>;

const POINT_OPACITY = 0.7;

/** Another flow's part of a picture, and how it is shown. */
export interface TintedPart {
  readonly flow: Flow;
  readonly settings: FigureSettings;
  readonly tint: Tint;
  /** What its layers tell, with its name: one object for one reading, as long as the language is one. */
  say(reading: Reading): Reading;
  /** A question of it has no answer; the other parts go on. */
  onRefused(error: unknown): void;
}

/** A layer that asks another flow than the figure's, and whose marks have one colour. */
export const tinted = (code: Code<AnyLayer>, part: TintedPart): Code<AnyLayer> => ({
  get now() {
    return code.now && tintedCode(code.now, part);
  },
  fetch: async () => tintedCode(await code.fetch(), part),
});

const tintedCode = (code: AnyLayer, part: TintedPart): AnyLayer => ({
  ask: (_flow, context) =>
    defer(() => code.ask(part.flow, { ...context, ...part.settings, isVariant: true })).pipe(catchError((error: unknown) => {
      // What is asked again is asked for all.
      if (isLost(error)) throw error;
      part.onRefused(error);
      return EMPTY;
    })),
  make: (context) => new TintedMarks(code.make({ ...context, ...part.settings, isVariant: true }) as LayerMarks<unknown, Reading>, part),
});

class TintedMarks implements LayerMarks<unknown, Reading> {
  private readonly marks: LayerMarks<unknown, Reading>;
  private readonly part: TintedPart;
  /** Painters know marks by their identity. */
  private readonly known = new WeakMap<Mark, Mark>();

  constructor(marks: LayerMarks<unknown, Reading>, part: TintedPart) {
    this.marks = marks;
    this.part = part;
  }

  take(needs: unknown): void {
    this.marks.take(needs);
  }

  layout(...about: Parameters<NonNullable<LayerMarks<unknown, Reading>['layout']>>): void {
    this.marks.layout?.(...about);
  }

  update(t: number): void {
    this.marks.update(t);
  }

  get parts(): readonly Part[] {
    return this.marks.parts.map((part) => (part.isCommon ? part : { ...part, mark: this.tint(part.mark) }));
  }

  /** In its own colour; the scale of arrows is that of all. */
  legend(place: LegendPlace): Legend | undefined {
    const legend = this.marks.legend?.(place);
    return legend && { ...legend, marks: legend.marks.map((mark) => this.tint(mark)) };
  }

  get reading(): Reading | undefined {
    const { reading } = this.marks;
    return reading && this.part.say(reading);
  }

  get leftOut(): number {
    return this.marks.leftOut ?? 0;
  }

  /** The same mark, whatever becomes of it, but for its colour. */
  private tint(mark: Mark): Mark {
    const { color, dashPx } = this.part.tint;
    const own = {
      color: { value: color, enumerable: true },
      // One must not hide the others.
      ...(mark.kind === 'points' && { opacity: { value: POINT_OPACITY * mark.opacity, enumerable: true } }),
      // Others have labels of the same key.
      ...(mark.kind === 'label' && { key: { value: `${mark.key} ${color}`, enumerable: true } }),
      ...(mark.kind === 'image' && { columnTimes: { value: undefined } }),
      ...(mark.kind === 'points' && { colors: { value: undefined } }),
      ...(mark.kind === 'strokes' && dashPx && { dashPx: { value: dashPx, enumerable: true } }),
    };
    const tinted = this.known.get(mark) ?? (Object.create(mark, own) as Mark);
    this.known.set(mark, tinted);
    return tinted;
  }
}
