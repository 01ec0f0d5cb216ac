/** A picture that follows within this time after the browser was ready for it belongs to a movement; after a longer pause it stands for itself. */
const REST_MS = 150;
/** A browser that was not ready for so long was not painting: the page was hidden, or the machine asleep. */
const ASLEEP_MS = 2000;
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
  /** Of the last picture, and when the browser was ready after it. */
  private paintedMs = -Infinity;
  private painted = 1;
  private readyMs = -Infinity;
  private begun = false;
  private count = 0;
  private sumMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isTimed = false;
  private stopped = false;
  private readonly rest: () => void;
  private readonly nextFrame: (callback: (nowMs: number) => void) => void;

  /**
   * @param rest  called when the last picture was a coarse one and no other has followed: a sharp one is due
   * @param nextFrame  the browser gives its next animation frame when it is ready for another picture, however long the last one took
   */
  constructor(rest: () => void, nextFrame: (callback: (nowMs: number) => void) => void) {
    this.rest = rest;
    this.nextFrame = nextFrame;
  }

  /** To be called before each picture with its animation frame's time. @returns factor of the screen's resolution, at most 1 */
  next(nowMs: number): number {
    const restedMs = nowMs - this.readyMs;
    clearTimeout(this.timer);
    this.paintedMs = nowMs;
    if (!this.isTimed) this.nextFrame(this.ready);
    this.isTimed = true;
    if (restedMs > REST_MS) {
      this.begun = false;
      this.count = this.sumMs = 0;
      return (this.painted = 1);
    }
    // Each movement tries to be one step finer than the last; within one, going back and forth would flicker.
    if (!this.begun) this.coarse = Math.min(1, this.coarse / STEP);
    this.begun = true;
    return (this.painted = this.coarse);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  private readonly ready = (nowMs: number): void => {
    const elapsedMs = nowMs - this.paintedMs;
    this.isTimed = false;
    this.readyMs = nowMs;
    if (elapsedMs < ASLEEP_MS) this.judge(elapsedMs);
    if (this.painted < 1 && !this.stopped) this.timer = setTimeout(this.rest, REST_MS + 1);
  };

  private judge(elapsedMs: number): void {
    this.count++;
    this.sumMs += elapsedMs;
    if (this.count < WINDOW) return;
    if (this.sumMs / this.count > SLOW_MS) this.coarse = Math.max(COARSEST, STEP * this.coarse);
    this.count = this.sumMs = 0;
  }
}
