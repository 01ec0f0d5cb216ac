import type { Observable } from 'rxjs';
import type { Asking, Question, QuestionRows } from './question.ts';
import { cloud, field, paths, values } from './questions.ts';
import { rareOfLaws, rareOfModel } from './rare-question.ts';

/**
 * All that a flow can be asked: its methods, and those of a flow as a figure shows it, are made of this table. Each is a stream of state, shared by
 * all who ask the same, and gives nothing while its model is not known, or of another dimension than what is asked.
 */
export const QUESTIONS = {
  /**
   * A cloud of the source carried from t = 0 to t = 1. The same seed gives the same cloud, and a smaller
   * one is the beginning of a larger (but for `sde`, whose points share one stream of random numbers).
   *
   * By default 600 points, 32 steps of Heun, and `parameters.model`, whatever that comes to be. Throws a ParameterError for a solver that there is
   * not; numbers out of range are clamped, with a warning on the console.
   */
  cloud,
  /**
   * The paths through chosen points, back to t = 0 and on to t = 1, with times that ascend and hold `at` itself.
   *
   * By default `at` is 0, and all else as of a cloud; steps are shared out over the two ways, at least one each. Throws a ParameterError for points that
   * are none, and for `sde`, whose paths have no way back; that they are not of the laws' dimension is an error of the stream.
   */
  paths,
  /** A model's velocity, and its density where that is known in closed form, at some points of one time. */
  values,
  /** The pairs whose paths pass through a point, drawn anew for another seed. Of a learned velocity no pairs are known: an error of the stream. */
  pairs: rareOfModel('pairs'),
  /**
   * Both mean ends, velocity and score at a point, each where it is a number: of a learned velocity the score is left out unless the source is
   * standard normal.
   */
  predictions: rareOfModel('predictions'),
  /** How a point is carried to another time, on average and by its velocity. */
  averageVelocity: rareOfModel('averageVelocity'),
  /** Mass in a box, its change and its flux through each side, by the law that a model carries. */
  balance: rareOfModel('balance'),
  /** Paths through points with the volume around them, and `log p_0` where they come from. */
  trace: rareOfModel('trace'),
  /** What a model's own map from t = 0 to 1 costs, and the least between the same laws. */
  transport: rareOfModel('transport'),
  /** How far a cloud, asked for as by `cloud`, is from the law p_t at some times, beside how far draws of p_t are from each other. */
  marginals: rareOfModel('marginals'),
  /** The gradient of log p_t on a grid over time, where a volume has velocities; of a learned velocity for a standard normal source alone. */
  score: rareOfModel('score'),
  /** How far each solver ends from where the model's flow leads, at equal numbers of evaluations; of a network anew for its snapshots, at most every four seconds. */
  solverErrors: rareOfModel('solverErrors'),
  /** How near a cloud, asked for as by `cloud`, ends to the data, where those are finite, beside fresh data. */
  nearness: rareOfModel('nearness'),
  /** How near a model's law comes to that of the data; of a network anew for its snapshots, at most once a second. */
  fit: rareOfModel('fit'),
  /** The coupling of the flow as a plan between its cloud and draws of the data, and what it costs. */
  plan: rareOfLaws('plan'),
  /** The floor of the loss under the flow's coupling, exact for independent pairs and measured for others. */
  floor: rareOfLaws('floor'),
  /** A model's field on a grid over time, its density with it where it has one. */
  field,
  /**
   * The density that a model's flow makes of the source, on a grid over time, by the change of variables: of a network as well, anew for its
   * snapshots, at most once a second. Costs far more than a field.
   */
  density: rareOfModel('density'),
} satisfies QuestionRows;

type Questions = typeof QUESTIONS;

/** How a flow is asked: a method for each row. */
export type Asks = {
  readonly [Name in keyof Questions]: Questions[Name] extends Question<infer Given, infer Answer> ? (...given: undefined extends Given ? [given?: Given] : [given: Given]) => Observable<Answer> : never;
};

export const asks = (flow: Asking): Asks =>
  Object.fromEntries(Object.entries<Questions[keyof Questions]>(QUESTIONS).map(([name, question]) => [name, question.open(flow)])) as unknown as Asks;
