import { Half } from './half.ts';
import { networkOf, type Problem } from './problem.ts';
import { Exchange } from './shared.ts';

/** What is said to the second worker. */
export type ToHelper =
  | { readonly type: 'problem'; readonly problem: Problem; readonly rows: number; readonly shared: SharedArrayBuffer }
  /** The second half of a batch, and the weights for a helper that makes no steps of its own. */
  | { readonly type: 'rows'; readonly inputs: Float32Array; readonly slopes: Float32Array; readonly weights?: Float32Array }
  /** That of the first half. */
  | { readonly type: 'gradient'; readonly gradient: Float32Array }
  /** So many steps by shared memory, from this one on. */
  | { readonly type: 'steps'; readonly first: number; readonly count: number };

interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToHelper>) => void): void;
}

/** Finds the gradient of each second half, by whichever way it is asked. */
export function help(port: Port): void {
  /** By transfer with weights, by transfer without, by shared memory. */
  let halves: readonly Half[] = [];
  let exchange: Exchange;
  let size = 0;
  let count = 0;
  /** A buffer that comes back with each step. */
  let spare: Float32Array;
  port.addEventListener('message', ({ data }) => {
    if (data.type === 'problem') {
      halves = [0, 1, 2].map(() => new Half(networkOf(data.problem)));
      exchange = new Exchange(halves[0].weights.length, data.rows, data.shared);
      size = (data.problem.batch / 2) * (data.problem.dimension + 1);
      count = data.problem.batch;
      spare = halves[0].weights.slice();
    } else if (data.type === 'rows') {
      const half = halves[data.weights ? 0 : 1];
      if (data.weights) half.weights.set(data.weights);
      half.find(data.inputs, data.slopes, count);
      const gradient = data.weights ?? spare;
      gradient.set(half.gradient);
      port.postMessage(gradient, [gradient.buffer]);
    } else if (data.type === 'gradient') {
      spare = data.gradient;
      halves[1].learn(data.gradient);
    } else {
      for (let step = data.first; step < data.first + data.count; step++) {
        const rows = exchange.takeRows(step);
        halves[2].find(rows.subarray(0, size), rows.subarray(size), count);
        halves[2].learn(exchange.swap(1, step, halves[2].gradient));
      }
    }
  });
}
