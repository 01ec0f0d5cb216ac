import { judging } from '../training/index.ts';
import type { Judged, JudgeRequest } from './protocol.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';
import { callRow, type CallRows } from './tasks.ts';

const judgeTask: CallTask<JudgeRequest, Judged> = (request, yieldNow) => inSlices(judging(request), yieldNow);

/** What is asked of networks that learn. About as often as a cloud of 256 points by 12 steps of Heun and 1,024 gradients evaluate a network. */
export const judgeCalls = { judge: callRow(judgeTask, ({ measures }) => 8192 * measures.length) } satisfies CallRows;
