/** What stands in a solver's way, as data: a page can say it in its own language. */
export type SolverObstacle =
  /** No step is short enough, or the field gives what is no number. */
  | { readonly key: 'steepField' }
  | { readonly key: 'tooManySteps'; readonly steps: number; readonly tolerance: number };

/** A solver could not carry a state to the end. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
  /** The model time that was reached. */
  readonly t: number;
  readonly obstacle: SolverObstacle;

  constructor(t: number, obstacle: SolverObstacle) {
    super(`The adaptive solver cannot go on at t = ${Number(t.toPrecision(6))}: ${reasonOf(obstacle)}.`);
    this.t = t;
    this.obstacle = obstacle;
  }

  /** All that a sentence on it needs. */
  get saying(): SolverObstacle & { readonly t: number } {
    return { ...this.obstacle, t: this.t };
  }
}

const reasonOf = (obstacle: SolverObstacle): string =>
  obstacle.key === 'steepField'
    ? 'the field is too steep for any step, or not a number'
    : `${obstacle.steps} steps were not enough for the tolerance ${obstacle.tolerance}`;
