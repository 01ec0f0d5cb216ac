import { BehaviorSubject, Observable, animationFrames, distinctUntilChanged, map, pairwise, switchMap, EMPTY, type Subscription } from 'rxjs';

/** Seconds that one run from the source to the target takes. */
export const DURATION_S = 6;
/** A tab that was hidden must not jump: no frame counts for more than this. */
const LONGEST_FRAME_MS = 100;

/** The model time of a flow, with the vocabulary of media elements. */
export interface Clock {
  /** State: model time t in [0, 1]. */
  readonly time$: Observable<number>;
  /** State. */
  readonly playing$: Observable<boolean>;
  readonly time: number;
  readonly playing: boolean;
  /** Run on from the present time; from t = 0 when the end is reached. */
  play(): void;
  pause(): void;
  /** Jump to a time; what is outside [0, 1] is clamped, NaN ignored. */
  seek(t: number): void;
}

/**
 * A clock that stands still at t = 0. It runs only while `time$` is subscribed to, and stops at t = 1.
 *
 * @param elapsedMs$  time stamps in milliseconds, one a frame; tests pass their own
 */
export function createClock(elapsedMs$: Observable<number> = animationFrames().pipe(map(({ elapsed }) => elapsed))): Clock {
  const time = new BehaviorSubject(0);
  const playing = new BehaviorSubject(false);

  const advance$ = playing.pipe(
    switchMap((isPlaying) => (isPlaying ? elapsedMs$.pipe(pairwise()) : EMPTY)),
    map(([before, now]) => Math.min(LONGEST_FRAME_MS, now - before) / 1000 / DURATION_S),
  );

  let listeners = 0;
  let running: Subscription | undefined;
  const time$ = new Observable<number>((subscriber) => {
    const subscription = time.subscribe(subscriber);
    if (listeners++ === 0) {
      running = advance$.subscribe((dt) => {
        const t = Math.min(1, time.value + dt);
        time.next(t);
        if (t === 1) playing.next(false);
      });
    }
    return () => {
      subscription.unsubscribe();
      if (--listeners === 0) running?.unsubscribe();
    };
  });

  return {
    time$: time$.pipe(distinctUntilChanged()),
    playing$: playing.pipe(distinctUntilChanged()),
    get time() {
      return time.value;
    },
    get playing() {
      return playing.value;
    },
    play() {
      if (time.value >= 1) time.next(0);
      playing.next(true);
    },
    pause() {
      playing.next(false);
    },
    seek(t) {
      if (!Number.isNaN(t)) time.next(Math.min(1, Math.max(0, t)));
    },
  };
}
