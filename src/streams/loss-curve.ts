/** Points kept of a loss curve: twice as many as a wide figure has pixels would be waste. */
const MAX_POINTS = 1024;

/**
 * A training loss over optimiser steps that never grows past 1,024 points: when full, neighbours are averaged,
 * and what arrives later is averaged over as many steps.
 */
export class LossCurve {
  private readonly entries = new Float64Array(2 * MAX_POINTS);
  private count = 0;
  private bin = 1;
  private sum = 0;
  private inBin = 0;

  /** @param pairs  step and loss in turn, steps increasing */
  append(pairs: Float64Array): void {
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      this.sum += pairs[i + 1];
      if (++this.inBin < this.bin) continue;
      this.entries[2 * this.count] = pairs[i];
      this.entries[2 * this.count + 1] = this.sum / this.inBin;
      this.sum = 0;
      this.inBin = 0;
      if (++this.count === MAX_POINTS) this.halve();
    }
  }

  /** A curve of what this one has and more; this one stays as it is. */
  with(pairs: Float64Array): LossCurve {
    const longer = new LossCurve();
    longer.entries.set(this.entries);
    longer.count = this.count;
    longer.bin = this.bin;
    longer.sum = this.sum;
    longer.inBin = this.inBin;
    longer.append(pairs);
    return longer;
  }

  /** A copy: step and mean loss in turn. */
  toArray(): Float64Array {
    return this.entries.slice(0, 2 * this.count);
  }

  private halve(): void {
    this.count = MAX_POINTS / 2;
    for (let i = 0; i < this.count; i++) {
      this.entries[2 * i] = this.entries[4 * i + 2];
      this.entries[2 * i + 1] = (this.entries[4 * i + 1] + this.entries[4 * i + 3]) / 2;
    }
    this.bin *= 2;
  }
}
