import { isBetweenLaws, isLive, type VELOCITY_STEPS } from '../math/index.ts';
import type { CallName, Calls, FeedName, Feeds } from './protocol.ts';
import type { calls } from './tasks.ts';

/**
 * How much of its code a worker is started with: `math` evaluates exact fields; `training` has our own kernels as well, by which networks are
 * trained and evaluated; `probes` answers what only some figures ask, of all models and by all solvers, but trains none; `all` has the three and TensorFlow.js.
 * Each is one file without imports: a worker that loaded more of itself later would need what policies forbid, where the first file was allowed.
 */
export type Part = 'math' | 'probes' | 'training' | 'all';

/** Whether a worker that was started with `has` can do what needs `wanted`. */
export const holds = (has: Part, wanted: Part): boolean => has === wanted || has === 'all' || wanted === 'math';

/** What every worker answers, and by which solvers; all else only some figures ask. */
const MATH_CALLS: Readonly<Record<keyof typeof calls, true>> = { integrate: true, sampleField: true, evaluate: true };
const MATH_SOLVERS: Readonly<Record<keyof typeof VELOCITY_STEPS, true>> = { euler: true, midpoint: true, heun: true, rk4: true };

/** What a worker needs to answer a call at its best; one that lacks its model is the worker's to refuse. */
export function partOfCall(name: CallName, request: Calls[CallName]['request']): Part {
  if (name === 'drawPairs') return 'training';
  if (name === 'explainStep' && (request as Calls['explainStep']['request']).run.engine === 'tfjs') return 'all';
  if (!(name in MATH_CALLS)) return 'probes';
  const { model, solver = 'euler' } = request as Partial<Calls['integrate']['request']>;
  if (model && isLive(model)) return 'training';
  return (!model || isBetweenLaws(model)) && solver in MATH_SOLVERS ? 'math' : 'probes';
}

/** What a worker needs for a feed. Where our kernels cannot run, a worker finds that it needs more, and fails with `worker-part`. */
export const partOfFeed = ({ engine }: Feeds[FeedName]['request']): Part => (engine === 'tfjs' ? 'all' : 'training');
