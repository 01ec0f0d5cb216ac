import { merge, fromEvent, take, timer, type SchedulerLike } from 'rxjs';
import { endPort, type Port } from './port.ts';

const FIRST_QUESTIONS = 3;
/** About half a minute. */
const MOST_QUESTIONS = 96;
/** A worker that says nothing for so long after it was given up was lost indeed. */
const SECOND_CHANCE_MS = 4000;

/**
 * How many questions workers may leave unanswered before they are given up. One that answers afterwards was only slow: the others get
 * twice as long, so that a slow machine pays for a few restarts and no more, while one that is lost is missed as soon as ever.
 */
export class Patience {
  questions = FIRST_QUESTIONS;

  /** See whether a worker that was given up answers after all; in the end it is ended. */
  layAside(port: Port, scheduler: SchedulerLike): void {
    const answer$ = fromEvent(port, 'message');
    merge(answer$, timer(SECOND_CHANCE_MS, scheduler)).pipe(take(1)).subscribe((sign) => {
      if (sign !== 0) this.questions = Math.min(MOST_QUESTIONS, 2 * this.questions);
      endPort(port);
    });
  }
}
