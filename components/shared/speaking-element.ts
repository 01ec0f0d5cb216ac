import { state } from 'lit/decorators.js';
import type { TrainingState } from '../../src/streams/index.ts';
import type { FmAnswerEvent } from '../ask/index.ts';
import { fetchProblemWords, say, type Words } from '../locales/index.ts';
import { LocaleController } from './locale.ts';
import { MISTAKES } from './mistyped.ts';
import { PlacedElement } from './placed-element.ts';
import type { FmDataEvent } from '../own-data/index.ts';
import { isSameProblem, type FmErrorEvent, type Problem, type Problems } from './problem.ts';

/** What listeners are given, on an element or on what holds it: all of these bubble, and are composed. */
declare global {
  interface GlobalEventHandlersEventMap {
    'fm-ready': CustomEvent<null>;
    'fm-error': FmErrorEvent;
    'fm-warning': CustomEvent<{ readonly code: string; readonly message: string }>;
    'fm-data': FmDataEvent;
    'fm-answer': FmAnswerEvent;
    'fm-progress': CustomEvent<TrainingState>;
  }
}

/** What an element says, in the language of the page: its words, what is wrong, and events. */
export abstract class SpeakingElement extends PlacedElement implements Problems {
  protected readonly language = new LocaleController(this, () => this.hasUpdated && this.spokenAnew());

  @state() protected problems: ReadonlyMap<Problem['code'], Problem> = new Map();

  /** The language has become another. */
  protected abstract spokenAnew(): void;

  /** All that the figure says, and how it writes numbers. */
  protected get words(): Words {
    return this.language.words;
  }

  protected emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Say what is wrong, in the figure and as one event. */
  report(problem: Problem): void {
    if (isSameProblem(problem, this.problems.get(problem.code))) return;
    this.problems = new Map(this.problems).set(problem.code, problem);
    this.tellProblem(problem, () => this.problems.get(problem.code) === problem);
  }

  /** One event, once there are words for it, if the problem still stands then. */
  protected tellProblem({ saying, ...rest }: Problem, stands = (): boolean => true): void {
    this.language.whenReady(() => {
      const tell = (): void => {
        if (this.isConnected && stands()) this.emit('fm-error', { ...rest, message: say(this.words, saying) });
      };
      const sentence = say(this.words, saying);
      // Words that could not be had before, and for which the key stands, may come now.
      if (sentence !== undefined && sentence !== saying.key) tell();
      else void fetchProblemWords().then(() => {
        if (this.hasUpdated) this.spokenAnew();
        tell();
      });
    });
    // Which word was meant is found by code of its own; without it nothing is asked.
    if ('known' in saying) MISTAKES.fetch().then(() => this.requestUpdate(), () => undefined);
  }

  /** What was wrong with this is right again. */
  clear(code: Problem['code']): void {
    if (!this.problems.has(code)) return;
    this.problems = new Map([...this.problems].filter(([other]) => other !== code));
  }

  withdraw(problem: Problem): void {
    if (isSameProblem(problem, this.problems.get(problem.code))) this.clear(problem.code);
  }
}
