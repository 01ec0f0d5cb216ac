/** Speed is measured over about the last second. */
const WINDOW_MS = 1000;
/** A longer silence than this was a rest: the time before it does not count. */
const REST_MS = 400;

interface Mark {
  readonly ms: number;
  readonly step: number;
}

/** Optimiser steps per second of wall-clock time, over about the last second in which there were any. */
export class Speed {
  private marks: Mark[] = [];

  /** Say, before and after each slice of work, which step has been reached. */
  mark(step: number, ms: number): void {
    const last = this.marks.at(-1);
    if (last && ms - last.ms > REST_MS && step === last.step) this.marks = [];
    this.marks.push({ ms, step });
    while (this.marks.length > 2 && ms - this.marks[1].ms > WINDOW_MS) this.marks.shift();
  }

  /** 0 until there are two marks. */
  get stepsPerSecond(): number {
    const first = this.marks.at(0);
    const last = this.marks.at(-1);
    return first && last && last.ms > first.ms ? (1000 * (last.step - first.step)) / (last.ms - first.ms) : 0;
  }
}
