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
    for (let i = 0; i < 3 * count; i++) {
      const at = numberOf(i, rows);
      const back = byNumber[at] - to[i];
      if (Math.abs(back) < FAR) this.way[at] = back;
    }
  }

  write(to: Float32Array, left: number, count: number, rows: Rows): void {
    if (rows && this.byNumber === this.shown) this.byNumber = new Float32Array(to.length);
    const { shown, way, byNumber } = this;
    byNumber.fill(Number.NaN);
    for (let i = 0; i < 3 * count; i++) {
      const at = numberOf(i, rows);
      byNumber[at] = shown[i] = to[i] + left * way[at];
    }
  }
}

/** Where the number at `i` of packed rows stands when each row stands at its own number. */
const numberOf = (i: number, rows: Rows): number => (rows ? 3 * rows[Math.floor(i / 3)] + (i % 3) : i);
