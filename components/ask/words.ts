import type { Form, Quantity, Score } from '../../src/figures/index.ts';
import type { Words } from '../locales/index.ts';

/** What is said to a reader who is asked before the figure tells. */
export interface AskWords {
  /** What to do. */
  /** @param time  in which the arrow of a velocity gets to its tip */
  readonly question: (quantity: Quantity, time: number) => string;
  /** What a number is called beside its box. */
  readonly name: (quantity: Quantity) => string;
  /** What Enter and Escape do, where something is dragged. */
  readonly keys: string;
  readonly answer: string;
  readonly again: string;
  /** @param truth  of numbers, as it is told */
  readonly score: (form: Form, score: Score, truth: number) => string;
  readonly unknown: string;
}

/** English stands here, and not with all other words: pages that ask nothing do not load it. */
export const englishAsk = ({ number }: Pick<Words, 'number'>): AskWords => {
  const names: Readonly<Record<Quantity, string>> = {
    'velocity': 'velocity', 'score': 'score', 'data': 'mean of the data', 'noise': 'mean of the noise', 'end': 'end', 'density': 'density', 'log-density': 'log density', 'mass': 'mass', 'flux': 'flux',
  };
  const questions = (time: number): Readonly<Record<Quantity, string>> => ({
    'velocity': `Which way does the flow go at the cross, and how fast? Drag an arrow from there to where its velocity leads in ${number(time, 2)} of time, as the figure plays.`,
    'score': 'Where does the density grow at the cross? Drag an arrow from there, σ² times the score long.',
    'data': 'Of all pairs whose paths pass the cross: where is the mean of their data? Drag a point there.',
    'noise': 'Of all pairs whose paths pass the cross: where is the mean of their noise? Drag a point there.',
    'end': 'Where does the flow carry the point at the cross? Drag a point there.',
    'density': 'What is the density at the cross?',
    'log-density': 'What is the log density of the data at the cross?',
    'mass': 'How much of the whole mass, 1, is in the box?',
    'flux': 'How much mass leaves the box per unit of t, less what comes in?',
  });
  return {
    question: (quantity, time) => questions(time)[quantity],
    name: (quantity) => names[quantity],
    keys: 'The cross is the answer: Enter gives it, Escape takes it back.',
    answer: 'Answer',
    again: 'Another question',
    score(form, { distance, error, score, angleDeg, lengthRatio }, truth) {
      const worth = `Score: ${number(100 * score)}%.`;
      if (form === 'arrow') return `Your arrow points ${number(angleDeg ?? 0)}° beside the true one and is ${number(lengthRatio ?? 0, 2)} times as long. ${worth}`;
      if (form === 'point') return `Your point is ${number(distance, 2)} beside the true one, ${number(100 * error)}% of the way from the cross. ${worth}`;
      return `It is ${number(truth, 3)}: you are ${number(distance, 3)} beside it. ${worth}`;
    },
    unknown: 'What is asked is not known here: nothing can be scored.',
  };
};

/** Those of the language of the page. */
export const askWords = (words: Words): AskWords => words.ask ?? englishAsk(words);
