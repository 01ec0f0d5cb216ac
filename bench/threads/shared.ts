/** Turns that are looked at before a thread sleeps: some 20 microseconds, less than it takes to wake it. */
const SPINS = 2000;
const COUNTERS = 16;

/** What two threads exchange by shared memory: of even steps and of odd ones each has a place for its gradient, and there is one for the second half's rows. */
export class Exchange {
  readonly buffer: SharedArrayBuffer;
  private readonly counters: Int32Array;
  private readonly gradients: readonly Float32Array[];
  private readonly rows: readonly Float32Array[];

  constructor(weights: number, rows: number, buffer = new SharedArrayBuffer(4 * (COUNTERS + 4 * weights + 2 * rows))) {
    this.buffer = buffer;
    this.counters = new Int32Array(buffer, 0, COUNTERS);
    this.gradients = [0, 1, 2, 3].map((k) => new Float32Array(buffer, 4 * (COUNTERS + k * weights), weights));
    this.rows = [0, 1].map((k) => new Float32Array(buffer, 4 * (COUNTERS + 4 * weights + k * rows), rows));
  }

  giveRows(step: number, inputs: Float32Array, slopes: Float32Array): void {
    this.rows[step % 2].set(inputs);
    this.rows[step % 2].set(slopes, inputs.length);
    this.say(2, step);
  }

  takeRows(step: number): Float32Array {
    this.await(2, step);
    return this.rows[step % 2];
  }

  /** Give a gradient for the other's. @param me  0 or 1 */
  swap(me: number, step: number, gradient: Float32Array): Float32Array {
    this.gradients[2 * me + (step % 2)].set(gradient);
    this.say(me, step);
    this.await(1 - me, step);
    return this.gradients[2 * (1 - me) + (step % 2)];
  }

  private say(counter: number, step: number): void {
    Atomics.store(this.counters, counter, step);
    Atomics.notify(this.counters, counter);
  }

  private await(counter: number, step: number): void {
    const { counters } = this;
    for (let i = 0; i < SPINS; i++) if (Atomics.load(counters, counter) >= step) return;
    for (let seen = Atomics.load(counters, counter); seen < step; seen = Atomics.load(counters, counter)) Atomics.wait(counters, counter, seen);
  }
}
