/** Speed is measured over about the last second. */
const WINDOW_MS = 1000;

interface Mark {
  readonly ms: number;
  readonly step: number;
}

/** Optimiser steps per second by the clock, with all that is done between slices but without rests, over about the last second. */
export class Speed {
  private readonly marks: Mark[] = [];
  private restedMs = 0;
  private restsSince: number | undefined;

  /** Say, at the end of each slice that completed a step, which one has been reached. */
  mark(step: number, ms: number): void {
    this.marks.push({ ms: ms - this.restedMs, step });
    while (this.marks.length > 2 && ms - this.restedMs - this.marks[1].ms >= WINDOW_MS) this.marks.shift();
  }

  /** From now until `goOn` time does not count. */
  rest(ms: number): void {
    this.restsSince ??= ms;
  }

  goOn(ms: number): void {
    if (this.restsSince !== undefined) this.restedMs += ms - this.restsSince;
    this.restsSince = undefined;
  }

  /** 0 until there are two marks: one slice alone does not tell how long others have to wait for their turn. */
  get stepsPerSecond(): number {
    const first = this.marks.at(0);
    const last = this.marks.at(-1);
    return first && last && last.ms > first.ms ? (1000 * (last.step - first.step)) / (last.ms - first.ms) : 0;
  }
}
