import type { Saying } from '../words/index.ts';

/** How code can be missed, in English. `reason` is what the browser says, as it says it. */
export const CODE_SENTENCES = {
  codeNotLoaded: ({ name, reason }: { name: string; reason: string }) => `The code that draws "${name}" could not be loaded: ${reason}`,
  codeLate: ({ name, seconds }: { name: string; seconds: number }) => `The code that draws "${name}" did not arrive within ${seconds} seconds.`,
  codeEmpty: ({ name }: { name: string }) => `The code that draws "${name}" could not be loaded: the server answered with a file that does not hold it.`,
};

export type CodeSaying = Saying<typeof CODE_SENTENCES>;
