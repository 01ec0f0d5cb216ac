import type { FieldVolume } from '../../math/index.ts';
import type { StrokesMark, Writable } from '../../scene/index.ts';
import { askDensity } from '../ask.ts';
import type { FieldFrame } from '../field-frame.ts';
import { Isolines } from '../isolines.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { massReading, type MassReading } from '../mass-reading.ts';
import { stoodUp } from '../stood-up.ts';
import type { Part } from '../view.ts';

/** At these parts of the reference density. */
const LEVELS = [0.12, 0.38, 0.7];
const OPACITY = 0.5;

/** Lines of equal density p_t, as `density` shows it, in the plane or on the slab of the time. */
export const contours: LayerCode<FieldVolume | undefined, MassReading> = {
  ask: askDensity,
  make: (context) => new ContourMarks(context),
};

class ContourMarks implements LayerMarks<FieldVolume | undefined, MassReading> {
  parts: readonly Part[] = [];
  reading: MassReading | undefined;
  private readonly context: LayerContext;
  private field: FieldFrame | undefined;
  private isolines: Isolines | undefined;
  private readonly lines: Writable<StrokesMark>;
  private shown = Number.NaN;

  constructor(context: LayerContext) {
    this.context = context;
    this.lines = {
      kind: 'strokes', offsets: [0], positions: new Float32Array(0), widthPx: 1, color: 0, opacity: OPACITY,
      clipped: context.view.depth === 'flat', version: 0,
    };
  }

  take(volume: FieldVolume | undefined): void {
    this.field = volume?.density && this.context.frameOf(volume);
    this.parts = this.field ? [{ mark: this.lines, kind: 'ground' }] : [];
    this.shown = Number.NaN;
    this.reading = undefined;
    if (!volume) return;
    const { lower, upper, size: [columns, rows] } = volume.grid;
    const step = [0, 1].map((axis) => (upper[axis] - lower[axis]) / ([columns, rows][axis] - 1));
    this.isolines = new Isolines(columns, rows, lower, step);
    this.lines.offsets = this.isolines.offsets;
  }

  update(t: number): void {
    const { field, isolines, lines, context: { view } } = this;
    if (!field || !isolines || t === this.shown) return;
    this.shown = t;
    this.reading = massReading(field.volume, t);
    field.moveTo(t);
    const { reference, clearness } = field.densityShading!;
    lines.color = t;
    lines.opacity = OPACITY * clearness;
    isolines.clear();
    if (clearness > 0) for (const level of LEVELS) isolines.trace(field.density!, level * reference);
    lines.positions = view.depth === 'flat' ? isolines.positions : stoodUp(isolines, view, t);
    lines.version++;
  }
}
