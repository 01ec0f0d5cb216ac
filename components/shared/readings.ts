import type { FigureScene, Reading } from '../../src/figures/index.ts';

/** What a picture tells as it was painted last: the list from before where it is the same, so that words are drawn anew only where they may be others. */
export function readAnew({ readings }: FigureScene, before: readonly Reading[]): readonly Reading[] {
  return readings.length === before.length && readings.every((reading, i) => reading === before[i]) ? before : readings;
}
