import { distinctUntilChanged, filter, firstValueFrom, map } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { trainingVideo, type TrainingProgress } from '../../src/streams/index.ts';
import { createJoinedFlow, phase } from './joined-flow.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A run that has come to its end, and what is shown of it from then on. */
async function createTrained(steps = 4) {
  const { flow } = createJoinedFlow({ steps });
  const { training } = flow;
  const video = trainingVideo(training);
  const playing: boolean[] = [];
  const shown: number[] = [];
  const watching = video.isPlaying$.subscribe((isPlaying) => playing.push(isPlaying));
  onTestFinished(() => watching.unsubscribe());
  training.start();
  await phase(flow, 'done');
  watching.add(training.state$.pipe(map((state) => (state as TrainingProgress).shownStep), distinctUntilChanged()).subscribe((step) => shown.push(step)));
  const at = (step: number) => firstValueFrom(training.state$.pipe(filter((state) => (state as TrainingProgress).shownStep === step)));
  const stopped = () => vi.waitFor(() => expect(playing.at(-1)).toBe(false), 10_000);
  return { flow, training, video, playing, shown, at, stopped };
}

test('all networks that were kept are shown in their order, the latest last, and then it stands', async () => {
  const { video, playing, shown, at, stopped } = await createTrained();
  video.play();
  expect([shown.at(-1), playing.at(-1)]).toEqual([1, true]);
  await at(4);
  await stopped();
  expect(shown).toEqual([4, 1, 2, 3, 4]);
  expect(playing).toEqual([false, true, false]);
});

test('it goes on from where the reader has gone back to, and stops where the reader stops it', async () => {
  const { training, video, shown, at, stopped } = await createTrained(30);
  training.lookBack(3);
  video.play();
  await at(5);
  video.pause();
  await stopped();
  expect(shown).toEqual([30, 3, 4, 5]);
  video.turn(-2);
  expect(shown.at(-1)).toBe(3);
  video.turn(1);
  expect(shown.at(-1)).toBe(4);
  video.turn(-99);
  expect(shown.at(-1)).toBe(1);
  video.turn(99);
  expect(shown.at(-1)).toBe(30);
});

test('a training that is begun again ends it, and of one that has not begun there is none', async () => {
  const { training, video, playing, at } = await createTrained();
  training.lookBack(2);
  video.play();
  training.start();
  expect(playing.at(-1)).toBe(false);
  await at(4);
  training.reset();
  video.play();
  video.turn(1);
  expect(playing.at(-1)).toBe(false);
});
