import type { Clock } from '../../src/streams/index.ts';

/**
 * Bring a flow's clock to where an element's attributes say. Who asked for less motion sees the end at once, and may
 * still press play.
 */
export function startClock(clock: Clock, t: number | undefined, playing: boolean): void {
  if (typeof t === 'number') clock.seek(t);
  if (!playing) return;
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) clock.play();
  else if (typeof t !== 'number') clock.seek(1);
}
