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
  /** Whether it runs from t = 1 to t = 0, as noise is added to data; it may be set while it runs. */
  isBackward: boolean;
  /** Run on from the present time; from the other end when the one that it runs to is reached. */
  play(): void;
  pause(): void;
  /** Jump to a time; what is outside [0, 1] is clamped, NaN ignored. */
  seek(t: number): void;
}

/**
 * A clock that stands still at t = 0. It runs only while `time$` is subscribed to, and stops at t = 1, or backward at t = 0.
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

  let isBackward = false;
  let listeners = 0;
  let running: Subscription | undefined;
  const time$ = new Observable<number>((subscriber) => {
    const subscription = time.subscribe(subscriber);
    if (listeners++ === 0) {
      running = advance$.subscribe((dt) => {
        const t = Math.min(1, Math.max(0, time.value + (isBackward ? -dt : dt)));
        time.next(t);
        if (t === (isBackward ? 0 : 1)) playing.next(false);
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
    get isBackward() {
      return isBackward;
    },
    set isBackward(value) {
      isBackward = value;
    },
    play() {
      const end = isBackward ? 0 : 1;
      if (time.value === end) time.next(1 - end);
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
