import { state } from 'lit/decorators.js';
import { formatNumber } from '../../src/scene/index.ts';
import { LocaleController } from './locale.ts';
import { PlacedElement } from './placed-element.ts';
import type { Problem, Problems } from './problem.ts';
import type { FormatNumber } from './words.ts';

/** What an element says: what is wrong, events, and numbers in the language of the page. */
export abstract class SpeakingElement extends PlacedElement implements Problems {
  protected readonly language = new LocaleController(this, () => this.hasUpdated && this.spokenAnew());

  @state() protected problems: ReadonlyMap<Problem['code'], Problem> = new Map();

  /** The language has become another. */
  protected abstract spokenAnew(): void;

  /** A number as the language of the page writes it: all numbers of a figure are written by this or, in pictures, with the same locale. */
  protected readonly format: FormatNumber = (value, digits = 0) => formatNumber(value, digits, this.language.locale);

  protected emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Say what is wrong, in the figure and as one event. */
  report(problem: Problem): void {
    if (problem.message === this.problems.get(problem.code)?.message) return;
    this.problems = new Map(this.problems).set(problem.code, problem);
    this.emit('fm-error', problem);
  }

  /** What was wrong with this is right again. */
  clear(code: Problem['code']): void {
    if (!this.problems.has(code)) return;
    this.problems = new Map([...this.problems].filter(([other]) => other !== code));
  }
}
