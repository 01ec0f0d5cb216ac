import { referenceEngine } from '../training/index.ts';
import { probes } from './abilities-probes.ts';
import type { Abilities } from './abilities.ts';
import { roundCalls } from './draw-pairs-task.ts';
import { explainCalls } from './explain-step-task.ts';
import { trainTask } from './train-task.ts';

/** TensorFlow.js trains where it is asked for and where our kernels cannot run. */
export const all: Abilities = { ...probes, calls: { ...probes.calls, ...roundCalls, ...explainCalls(referenceEngine) }, feeds: { train: trainTask(referenceEngine) } };
