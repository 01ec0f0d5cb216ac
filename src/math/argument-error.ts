/** Of bad input what the author of a page can bring about, as data: the page can say it in its own language. */
export type ArgumentSaying =
  /** Paths between all components of two mixtures. */
  | { readonly key: 'tooManyPairs'; readonly sources: number; readonly targets: number; readonly most: number }
  | { readonly key: 'tooManyAxes'; readonly points: number; readonly dimension: number; readonly most: number }
  | { readonly key: 'fewerAxes'; readonly asked: number; readonly rank: number }
  | { readonly key: 'fewerPoints'; readonly components: number; readonly points: number }
  | { readonly key: 'tiltedPoints' }
  | { readonly key: 'hugeColumn'; readonly column: string; readonly largest: number }
  | { readonly key: 'tinyColumn'; readonly column: string }
  | { readonly key: 'constantColumn' | 'roundedColumn'; readonly column: string; readonly value: number };

/** Bad input to a function of this library, found before anything is computed. */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError';
  /** The argument or field that is wrong, as the caller wrote it, for example `covariances`. */
  readonly argument: string;
  /** The message without the argument's name. */
  readonly problem: string;
  readonly saying: ArgumentSaying | undefined;

  /**
   * @param problem what is wrong and what would be right, as a sentence without the argument's name
   * @param saying the same as data, where a page's author can bring it about
   */
  constructor(argument: string, problem: string, saying?: ArgumentSaying) {
    super(`${argument}: ${problem}`);
    this.argument = argument;
    this.problem = problem;
    this.saying = saying;
  }
}
