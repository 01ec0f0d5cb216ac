/** Bad input to a function of this library, found before anything is computed. */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError';
  /** The argument or field that is wrong, as the caller wrote it, for example `covariances`. */
  readonly argument: string;
  /** The message without the argument's name. */
  readonly problem: string;

  /** @param problem what is wrong and what would be right, as a sentence without the argument's name */
  constructor(argument: string, problem: string) {
    super(`${argument}: ${problem}`);
    this.argument = argument;
    this.problem = problem;
  }
}
