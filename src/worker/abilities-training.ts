import { EXACT_VELOCITIES } from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import type { Abilities } from './abilities.ts';
import { roundCalls } from './draw-pairs-task.ts';
import { integrateAny } from './integrate-any-task.ts';
import { trainTask } from './train-task.ts';

/** Our own kernels train and evaluate networks, which are followed by every solver. */
export const training: Abilities = { evaluators: { ...EXACT_VELOCITIES, mlp: networkVelocity }, calls: { ...roundCalls, integrate: integrateAny }, feeds: { train: trainTask() } };
