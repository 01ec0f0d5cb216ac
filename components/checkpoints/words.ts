import type { Words } from '../locales/index.ts';

/** Why the network of a step is not there: it is `toCome`, was not kept by a run that is past it (`missed`), or is `beyond` the last of its steps. */
export interface Absent {
  readonly why: 'toCome' | 'missed' | 'beyond';
  readonly step: number;
  readonly steps: number;
}

/** What is said of it, in one language. */
export interface CheckpointWords {
  absent(absent: Absent): string;
}

/** English stands here, and not with all other words: pages without checkpoints do not load it. */
export const englishCheckpoints = ({ number }: Pick<Words, 'number'>): CheckpointWords => ({
  absent: ({ why, step, steps }) =>
    ({
      toCome: `Step ${number(step)} is not reached yet`,
      missed: `Step ${number(step)} was not kept by this run; the next one keeps it`,
      beyond: `Step ${number(step)} is beyond the last, ${number(steps)}`,
    })[why],
});

/** In the language of the page. */
export const absentInWords = (absent: Absent, words: Words): string => (words.checkpoints ?? englishCheckpoints(words)).absent(absent);
