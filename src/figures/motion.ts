import type { Mark } from '../scene/index.ts';
import { isMovable, MovedMark, type Movable } from './moved-mark.ts';
import type { Part } from './view.ts';

/** So long marks are on their way to a new answer, or as long as the last one has stood, where that is shorter. */
const LONGEST_MS = 300;
/** Answers to another question may come in parts, that of the exact field before that of the network: for so long none is another network's alone. */
const SETTLING_MS = 1000;

/** The marks of a layer on their way from answer to answer, at even speed, as answers of a training come evenly. */
export class Motion {
  isMoving = false;
  private shown: readonly (MovedMark | undefined)[] = [];
  private readonly known = new WeakMap<Mark, MovedMark>();
  /** What is to become of a new answer at the next picture. */
  private next: 'move' | 'jump' | undefined;
  private answeredMs = -Infinity;
  private askedMs = -Infinity;
  private beginsMs = 0;
  private endsMs = 0;

  /** A new answer is here. @param isAlike  it answers what the last one does, of another network */
  answer(isAlike: boolean): void {
    this.next = isAlike && this.next !== 'jump' ? 'move' : 'jump';
  }

  /**
   * Other marks for the same parts: while they move, and before and after.
   *
   * @param nowMs  by the clock of frames
   */
  at(parts: readonly Part[], nowMs: number): readonly Part[] {
    const before = this.shown;
    this.shown = parts.map(({ mark, moves }) => (moves && isMovable(mark) ? this.movedOf(mark) : undefined));
    if (this.next) this.depart(before, parts, nowMs);
    const left = nowMs < this.endsMs ? (this.endsMs - nowMs) / (this.endsMs - this.beginsMs) : 0;
    this.isMoving = left > 0;
    return parts.map((part, i) => {
      const moved = this.shown[i];
      return moved ? { ...part, mark: moved.at(left, rowsOf(part)) } : part;
    });
  }

  private depart(before: readonly (MovedMark | undefined)[], parts: readonly Part[], nowMs: number): void {
    if (this.next === 'jump') this.askedMs = nowMs;
    this.next = undefined;
    const isJump = nowMs - this.askedMs < SETTLING_MS;
    this.beginsMs = nowMs;
    // An answer that comes in parts is one motion: it ends no sooner for the last of them.
    this.endsMs = isJump ? nowMs : Math.max(this.endsMs, nowMs + Math.min(LONGEST_MS, nowMs - this.answeredMs));
    this.answeredMs = nowMs;
    this.shown.forEach((moved, i) => moved?.leave(isJump ? undefined : before[i], rowsOf(parts[i])));
  }

  private movedOf(mark: Movable): MovedMark {
    const known = this.known.get(mark);
    if (known?.fits(mark)) return known;
    const moved = new MovedMark(mark);
    this.known.set(mark, moved);
    return moved;
  }
}

const rowsOf = ({ moves }: Part): Exclude<Part['moves'], true> => (moves === true ? undefined : moves);
