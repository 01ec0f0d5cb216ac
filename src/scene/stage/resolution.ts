/** Pictures that follow one another within this time are a movement; one after a longer pause stands for itself. */
const REST_MS = 150;
/** A movement of fewer pictures a second than about 20 is seen to jerk. */
const SLOW_MS = 50;
/** So many pictures are judged together. */
const WINDOW = 6;
/** The drawing buffer's width and height shrink by this factor at a time, down to `COARSEST` of the screen's own pixels. */
const STEP = 0.75;
const COARSEST = 0.4;

/** How fine pictures are painted: coarser while something moves and the machine is slow, always sharp at rest. */
export class Resolution {
  private coarse = 1;
  private lastMs = -Infinity;
  private begun = false;
  private count = 0;
  private sumMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly rest: () => void;

  /** @param rest  called when the last picture was a coarse one and no other has followed: a sharp one is due */
  constructor(rest: () => void) {
    this.rest = rest;
  }

  /** To be called before each picture with its animation frame's time. @returns factor of the screen's resolution, at most 1 */
  next(nowMs: number): number {
    const elapsedMs = nowMs - this.lastMs;
    this.lastMs = nowMs;
    clearTimeout(this.timer);
    if (elapsedMs > REST_MS) {
      this.begun = false;
      this.count = this.sumMs = 0;
      return 1;
    }
    // Each movement tries to be one step finer than the last; within one, going back and forth would flicker.
    if (!this.begun) this.coarse = Math.min(1, this.coarse / STEP);
    this.begun = true;
    this.judge(elapsedMs);
    if (this.coarse < 1) this.timer = setTimeout(this.rest, REST_MS + 1);
    return this.coarse;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private judge(elapsedMs: number): void {
    this.count++;
    this.sumMs += elapsedMs;
    if (this.count < WINDOW) return;
    if (this.sumMs / this.count > SLOW_MS) this.coarse = Math.max(COARSEST, STEP * this.coarse);
    this.count = this.sumMs = 0;
  }
}
