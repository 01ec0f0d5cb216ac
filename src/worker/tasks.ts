import { evaluateTask } from './evaluate-task.ts';
import { integrateTask } from './integrate-task.ts';
import { sampleFieldTask } from './sample-field-task.ts';
import type { CallTask } from './task.ts';

/** A call, and how long it may take. */
export interface CallRow<Request, Reply> {
  readonly task: CallTask<Request, Reply>;
  /** About how often its model is evaluated: shorter calls go first. */
  readonly length: (request: Request) => number;
}

/** Rows for some calls, by name. */
export type CallRows = Readonly<Record<string, CallRow<never, unknown>>>;

export const callRow = <Request, Reply>(task: CallTask<Request, Reply>, length: (request: Request) => number): CallRow<Request, Reply> => ({ task, length });

/** What every worker can be asked, by name: what a page sends and is given is of these types. */
export const calls = {
  integrate: callRow(integrateTask, ({ start, steps }) => start.count * steps),
  sampleField: callRow(sampleFieldTask, ({ grid, maxTimes }) => grid.size.reduce((product, size) => product * size, maxTimes)),
  evaluate: callRow(evaluateTask, ({ points }) => points.count),
} satisfies CallRows;
