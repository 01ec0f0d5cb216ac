import type { Subscription } from 'rxjs';
import { workerWarning$, type WorkerWarning } from '../../src/streams/index.ts';

const passedOn = new WeakSet<WorkerWarning>();

/** What concerns the workers of the whole page is said once, by the first figure that hears of it. */
export function passOnWarnings(tell: (warning: WorkerWarning) => void): Subscription {
  return workerWarning$.subscribe((warning) => {
    if (passedOn.has(warning)) return;
    passedOn.add(warning);
    tell(warning);
  });
}
