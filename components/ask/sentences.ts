import type { Saying } from '../../src/words/index.ts';

interface Asked {
  readonly ask: string;
  readonly known: readonly string[];
}

/** What can be wrong with a question to the reader, in English. */
export const ASK_SENTENCES = {
  askNothing: ({ ask, telling }: { ask: string; telling: string }) => `"${ask}" is asked of a probe, and there is none; add one, such as probe="${telling}".`,
  askUnfit: ({ ask, probe, known }: Asked & { probe: string }) => `"${ask}" is not what probe="${probe}" tells; take ${known.join(' or ')}.`,
  askOverTime: ({ ask }: { ask: string }) => `"${ask}" is answered by a drag, which turns a figure in 3D over time; take another view, such as view="plane".`,
};

export type AskSaying = Saying<typeof ASK_SENTENCES>;
