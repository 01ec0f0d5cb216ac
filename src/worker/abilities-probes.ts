import { VELOCITIES } from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import { integrateAny } from './integrate-any-task.ts';
import { explainCalls } from './explain-step-task.ts';
import { judgeCalls } from './judge-task.ts';
import type { Abilities } from './abilities.ts';
import { probeCalls } from './probe-tasks.ts';
import { densityCalls } from './sample-density-task.ts';

/** What only some figures ask is answered, of every kind of model and by every solver; networks are evaluated by our own kernels, and judged. */
export const probes: Abilities = {
  evaluators: { ...VELOCITIES, mlp: networkVelocity },
  calls: { ...probeCalls, ...judgeCalls, ...densityCalls, ...explainCalls(), integrate: integrateAny },
  feeds: {},
};
