import { BehaviorSubject, EMPTY, distinctUntilChanged, ignoreElements, interval, merge, switchMap, tap, type Observable } from 'rxjs';
import { shareWithGrace } from './share-with-grace.ts';
import type { Training } from './train.ts';
import type { TrainingProgress, TrainingState } from './training-state.ts';

/** The networks that a run has passed through, one after the other, for all who follow the flow. */
export interface TrainingVideo {
  /** State, and what moves it while it is subscribed to. Over at the latest network, and when the run goes on or is taken back. */
  readonly isPlaying$: Observable<boolean>;
  /** From the network that is shown, and from the first on where that is the latest; nothing while the run goes on. */
  play(): void;
  pause(): void;
  /** Show the network that is so many further on, or before, among those that are kept. */
  turn(by: number): void;
}

/** All 32 checkpoints of a run are seen in eight seconds, and each is there long enough for its field to be computed. */
const FRAME_MS = 250;

/** Network after network of a training, while it rests. */
export function trainingVideo(training: Training): TrainingVideo {
  const playing = new BehaviorSubject(false);
  let rest: TrainingProgress | undefined;

  const follow = (state: TrainingState): void => {
    rest = state.phase === 'paused' || state.phase === 'done' ? state : undefined;
    if (!rest) playing.next(false);
  };
  const turn = (by: number): void => {
    if (!rest) return;
    const { checkpoints, shownStep, step } = rest;
    const steps = [...checkpoints.filter((kept) => kept < step), step];
    const next = steps[Math.min(steps.length - 1, Math.max(0, steps.indexOf(shownStep) + by))];
    training.lookBack(next === step ? undefined : next);
    if (next === step) playing.next(false);
  };
  const played$ = playing.pipe(distinctUntilChanged(), switchMap((isPlaying) => (isPlaying ? interval(FRAME_MS) : EMPTY)), tap(() => turn(1)));

  return {
    isPlaying$: merge(playing.pipe(distinctUntilChanged()), merge(training.state$.pipe(tap(follow)), played$).pipe(ignoreElements())).pipe(shareWithGrace()),
    play() {
      if (!rest) return;
      if (rest.shownStep === rest.step) turn(-Infinity);
      playing.next(rest.step > (rest.checkpoints[0] ?? rest.step));
    },
    pause: () => playing.next(false),
    turn(by) {
      playing.next(false);
      turn(by);
    },
  };
}
