import { timer, type SchedulerLike } from 'rxjs';
import { endPort, type Port } from './port.ts';

const FIRST_LIMIT = 3;
/** About half a minute. */
const MOST_PINGS = 96;
/** A worker that says nothing for so long after it was given up was lost indeed. */
const LATE_ANSWER_MS = 4000;

/**
 * How many pings workers may leave unanswered before they are given up. One that answers afterwards was only slow: the others get
 * twice as long, so that a slow machine pays for a few restarts and no more, while one that is lost is missed as soon as ever.
 */
export class PingLimit {
  pings = FIRST_LIMIT;

  /** See whether a worker that was given up answers after all; in the end it is ended. */
  endLater(port: Port, scheduler: SchedulerLike): void {
    const end = (): void => {
      silence.unsubscribe();
      port.removeEventListener('message', answer);
      endPort(port);
    };
    const answer = (): void => {
      this.pings = Math.min(MOST_PINGS, 2 * this.pings);
      end();
    };
    const silence = timer(LATE_ANSWER_MS, scheduler).subscribe(end);
    port.addEventListener('message', answer);
  }
}
