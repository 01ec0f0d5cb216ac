import type { Words } from '../locales/index.ts';
import type { Speech } from '../locales/speech.ts';

/** What the network's loss is made of; summed over so many axes. */
export interface Loss {
  readonly loss: number;
  readonly floor: number;
  readonly excess: number;
  readonly axes: number;
}

/** English of a trainer's panel stands here, and not with all other words: pages that train nothing do not load it. */
export const englishPanel = ({ number, amount }: Pick<Speech, 'number' | 'amount'>) => ({
  train: 'Train',
  pause: 'Pause',
  goOn: 'Go on',
  again: 'Train again',
  reset: 'Reset',
  step: 'Step',
  stageBack: 'Back',
  stageNext: 'Next',
  stageKeys: 'The pair nearest to the cross is told; Enter goes on.',
  straighten: 'Straighten',
  reflow: "Reflow: train on the network's own pairs",
  stepsDone: 'Training steps done',
  time: 'Training time',
  videoPlay: 'Replay the training',
  videoPause: 'Stop at this network',
  videoKeys: 'Arrow keys go from network to network; Space plays and stops.',
  stepShown: (step: number) => `step ${number(step)}`,
  asOfStep: (step: number) => `as of step ${number(step)}`,
  stepsToDo: (steps: number) => `${number(steps)} step${steps === 1 ? '' : 's'}, in a worker of this page`,
  /** @param name  of what computes the steps, such as `wasm relaxed SIMD` */
  engine: (name: string) => (name.startsWith('wasm ') ? `in WebAssembly, by vector instructions (${name.slice('wasm '.length)})` : `by TensorFlow.js (${name.slice('tfjs '.length)})`),
  starting: 'Starting …',
  notStarted: 'Not started.',
  summary: (step: number, steps: number, loss: string) => `Step ${number(step)} of ${number(steps)}, ${loss}.`,
  speed: (stepsPerSecond: number) => `${number(stepsPerSecond)} steps/s`,
  left: (seconds: number) => `${number(seconds)} s left`,
  restarts: (count: number) => `gone on after the worker was lost (${number(count)})`,
  loss({ loss, floor, excess, axes }: Loss) {
    const summed = axes > 1 ? `, summed over ${number(axes)} axes` : '';
    if (Number.isNaN(floor)) return `loss ${amount(loss, 3)}${summed}`;
    if (floor === Infinity) return `loss ${number(loss, 3)}, its floor infinite; ${number(excess, 3)} from the exact field${summed}`;
    return `loss ${number(loss, 3)} = floor ${number(floor, 3)} + excess ${number(excess, 3)}${summed}`;
  },
  quality: {
    cloudToData: 'cloud to data, sliced W₂',
    dataToData: 'two clouds of data',
    value: (of: number) => amount(of, 3),
    range: (low: number, high: number) => `${amount(low, 3)} to ${amount(high, 3)}`,
    bend: 'bend of paths',
    bendAfter: (round: number) => `straightened ${number(round)}: bend of paths`,
    errorAfter: (round: number) => `straightened ${number(round)}: error of one step`,
    byTime: 'loss by time',
    lossByTime: (losses: readonly number[]) => `Loss in each tenth of time: ${losses.map((loss) => amount(loss, 2)).join('; ')}`,
  },
});

export type PanelWords = ReturnType<typeof englishPanel>;

/** Those of the language of the page. */
export const panelWords = (words: Words): PanelWords => words.panel ?? englishPanel(words);
