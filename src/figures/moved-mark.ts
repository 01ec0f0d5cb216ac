import type { ArrowsMark, Mark, PointsMark, StrokesMark, ThreadsMark } from '../scene/index.ts';
import type { Part } from './view.ts';

/** What comes from further or goes further comes from nowhere, or goes there: it has no way. */
const FAR = 1e6;

/** Marks of which every number has its own way. */
export type Movable = PointsMark | ThreadsMark | StrokesMark | ArrowsMark;

export const isMovable = (mark: Mark): mark is Movable => mark.kind === 'points' || mark.kind === 'threads' || mark.kind === 'strokes' || mark.kind === 'arrows';

/** Numbers of rows where those are not their indices. */
type Rows = Exclude<Part['moves'], true>;

const arraysOf = (mark: Movable): Float32Array[] => (mark.kind === 'arrows' ? [mark.positions, mark.vectors] : [mark.positions]);

/** How many rows of three numbers there are. */
const countOf = (mark: Movable): number => (mark.kind === 'points' || mark.kind === 'arrows' ? mark.count : mark.positions.length / 3);

/** A mark as its layer has it but for where it stands: on its way from where it was painted last. The layer's own arrays are left alone. */
export class MovedMark {
  private readonly mark: Movable;
  private readonly numbers: readonly MovedNumbers[];
  private readonly shown: Movable;
  private rows: Rows;
  private version = 0;
  private writtenVersion = Number.NaN;
  private writtenLeft = 0;

  constructor(mark: Movable) {
    this.mark = mark;
    this.numbers = arraysOf(mark).map(({ length }) => new MovedNumbers(length));
    const [positions, vectors] = this.numbers;
    // Painters know marks by their identity, and some by that of their arrays: it is one mark, whatever becomes of it.
    this.shown = Object.create(mark, {
      positions: { value: positions.shown, enumerable: true },
      ...(vectors && { vectors: { value: vectors.shown, enumerable: true } }),
      version: { get: () => this.version, enumerable: true },
    }) as Movable;
  }

  fits(mark: Movable): boolean {
    return mark.kind === this.mark.kind && arraysOf(mark).every(({ length }, k) => length === this.numbers[k].shown.length);
  }

  /** Sets out from where `before`, which may be this one, was painted last. Without one of the same kind, size and rows it has no way. */
  leave(before: MovedMark | undefined, rows: Rows): void {
    const { mark, numbers } = this;
    this.arrive(rows);
    if (!before?.fits(mark) || before.rows !== rows) return;
    arraysOf(mark).forEach((to, k) => numbers[k].leave(before.numbers[k], to, countOf(mark), rows));
  }

  arrive(rows: Rows): void {
    for (const { way } of this.numbers) way.fill(0);
    this.rows = rows;
    this.writtenVersion = Number.NaN;
  }

  /** @param left  of its way, 1 to 0 */
  at(left: number, rows: Rows): Movable {
    const { mark, numbers } = this;
    if (rows !== this.rows) this.arrive(rows);
    if (this.writtenVersion === mark.version && this.writtenLeft === left) return this.shown;
    arraysOf(mark).forEach((to, k) => numbers[k].write(to, left, countOf(mark), rows));
    this.version++;
    this.writtenVersion = mark.version;
    this.writtenLeft = left;
    return this.shown;
  }
}

class MovedNumbers {
  /** What is painted. */
  readonly shown: Float32Array;
  /** From where rows are to be back to where they set out, by their numbers. */
  readonly way: Float32Array;
  /** What is painted, by the numbers of rows; NaN for rows that are not. */
  private byNumber: Float32Array;

  constructor(length: number) {
    this.shown = this.byNumber = new Float32Array(length);
    this.way = new Float32Array(length);
  }

  leave({ byNumber }: MovedNumbers, to: Float32Array, count: number, rows: Rows): void {
    const { way } = this;
    for (let row = 0; row < count; row++) {
      const at = rows ? 3 * rows[row] : 3 * row;
      for (let axis = 0; axis < 3; axis++) {
        const back = byNumber[at + axis] - to[3 * row + axis];
        if (Math.abs(back) < FAR) way[at + axis] = back;
      }
    }
  }

  write(to: Float32Array, left: number, count: number, rows: Rows): void {
    if (rows) this.writeRows(to, left, count, rows);
    else this.writeAll(to, left, 3 * count);
  }

  /** Where rows are their own numbers, as they are painted most often: two plain loops. */
  private writeAll(to: Float32Array, left: number, length: number): void {
    const { shown, way } = this;
    this.byNumber = shown;
    shown.set(to);
    shown.fill(Number.NaN, length);
    if (left === 0) return;
    for (let i = 0; i < length; i++) shown[i] += left * way[i];
  }

  private writeRows(to: Float32Array, left: number, count: number, rows: ArrayLike<number>): void {
    if (this.byNumber === this.shown) this.byNumber = new Float32Array(to.length);
    const { shown, way, byNumber } = this;
    byNumber.fill(Number.NaN);
    for (let row = 0; row < count; row++) {
      const at = 3 * rows[row];
      for (let axis = 0; axis < 3; axis++) byNumber[at + axis] = shown[3 * row + axis] = to[3 * row + axis] + left * way[at + axis];
    }
  }
}
