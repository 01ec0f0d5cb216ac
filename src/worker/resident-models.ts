import type { VelocityModel } from '../math/index.ts';
import type { ToWorker } from './protocol.ts';

/** Models that a worker holds at once: those of two flows, exact, learned and conditional, and a snapshot that is just left behind. */
const MOST_MODELS = 8;

/** Which models one worker holds, from the page's side: those that it was asked about last. */
export class ResidentModels {
  /** In the order of their last use. */
  private readonly keys = new Map<VelocityModel, number>();
  private nextKey = 1;

  holds(model: VelocityModel): boolean {
    return this.keys.has(model);
  }

  /**
   * The key by which the worker knows a model, which is sent to it before if need be, in place of the one that was used longest ago.
   *
   * @param post  may throw where a model cannot be posted; it is not held then
   */
  keyOf(model: VelocityModel, post: (message: ToWorker) => void): number {
    let key = this.keys.get(model);
    if (key === undefined) {
      key = this.nextKey++;
      post({ type: 'keep', id: 0, key, model });
    }
    this.keys.delete(model);
    this.keys.set(model, key);
    if (this.keys.size > MOST_MODELS) {
      const [[oldest, oldestKey]] = this.keys;
      this.keys.delete(oldest);
      post({ type: 'drop', id: 0, key: oldestKey });
    }
    return key;
  }
}
