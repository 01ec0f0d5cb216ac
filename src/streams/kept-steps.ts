import { Subscription } from 'rxjs';
import { ParameterError, TRAINING } from './parameters/index.ts';

const { high } = TRAINING.steps;

/** Optimiser steps after which networks are kept, by whoever asks for them at present. */
export class KeptSteps {
  private readonly asked = new Set<readonly number[]>();

  /** Each once, those that were asked for last at the end: of too many a run keeps these. */
  get all(): readonly number[] {
    return [...new Set([...this.asked].flat().reverse())].reverse();
  }

  /** @returns gives them back; @throws ParameterError when one of them is no step of a training */
  add(steps: readonly number[]): Subscription {
    const wrong = steps.find((step) => !Number.isInteger(step) || step < 0 || step > high);
    if (wrong !== undefined) throw new ParameterError('checkpoint', { key: 'notAStep', given: { written: String(wrong) }, high });
    const own = [...steps];
    this.asked.add(own);
    return new Subscription(() => this.asked.delete(own));
  }
}
