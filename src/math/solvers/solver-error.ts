/** A solver could not carry a state to the end. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
  /** The model time that was reached. */
  readonly t: number;

  /** What stands in the way, as the end of a sentence. */
  readonly reason: string;

  constructor(t: number, reason: string) {
    super(`The adaptive solver cannot go on at t = ${Number(t.toPrecision(6))}: ${reason}.`);
    this.t = t;
    this.reason = reason;
  }
}
