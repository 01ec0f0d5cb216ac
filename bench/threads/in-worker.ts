import { Half } from './half.ts';
import { help, type ToHelper } from './helper.ts';
import { batchesOf, halves, networkOf, type Problem } from './problem.ts';
import { Exchange } from './shared.ts';

/** Of one network. */
export interface Row {
  /** Milliseconds for the draws of a step, and of a step with them by each way. */
  readonly draws: number;
  readonly ms: Readonly<Record<string, number>>;
  /** Whether all that add two halves come to the same weights, bit by bit. */
  readonly areSame: boolean;
}

const CHECKED_STEPS = 20;
/** The ways take turns, so that what else the machine does falls on all. */
const ROUNDS = 10;
const STEPS = 40;
/** Of each turn: the other thread wakes, and what is hot is compiled. */
const WARM_UP_STEPS = 8;

/** Makes so many steps and calls `done` after each. */
type Way = (steps: number, done: () => void) => void | Promise<void>;

async function compare(problem: Problem, helper: Worker): Promise<Row> {
  let batches = batchesOf(problem);
  const rows = (batches.inputs.length + batches.slopes.length) / 2;
  const [whole, alone, sending, both, sharing] = [0, 1, 2, 3, 4].map(() => new Half(networkOf(problem)));
  const { batch } = problem;
  const weights = alone.weights.length;
  const exchange = new Exchange(weights, rows);
  const say = (message: ToHelper, transfer: Transferable[] = []): void => helper.postMessage(message, transfer);
  say({ type: 'problem', problem, rows, shared: exchange.buffer });
  let spare: Float32Array<ArrayBuffer> = new Float32Array(weights);
  let hear: (gradient: Float32Array<ArrayBuffer>) => void;
  helper.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => hear(data);
  const heard = (): Promise<Float32Array<ArrayBuffer>> => new Promise((resolve) => (hear = resolve));
  /** Copies of the second half's rows, to be transferred. */
  const secondRows = (): { inputs: Float32Array; slopes: Float32Array } => {
    const [inputs, slopes] = halves(batches)[1];
    return { inputs: inputs.slice(), slopes: slopes.slice() };
  };
  let shared = 0;

  const ways: Readonly<Record<string, Way>> = {
    'one': (steps, done) => {
      for (let i = 0; i < steps; i++) {
        batches.draw();
        whole.find(batches.inputs, batches.slopes, batch);
        whole.learn();
        done();
      }
    },
    'one, by halves': (steps, done) => {
      for (let i = 0; i < steps; i++) {
        batches.draw();
        const [first, second] = halves(batches);
        alone.find(...second, batch);
        spare.set(alone.gradient);
        alone.find(...first, batch);
        alone.learn(spare);
        done();
      }
    },
    'two, weights sent': async (steps, done) => {
      batches.draw();
      for (let i = 0; i < steps; i++) {
        const [first, { inputs, slopes }] = [halves(batches)[0], secondRows()];
        spare.set(sending.weights);
        const answer = heard();
        say({ type: 'rows', inputs, slopes, weights: spare }, [inputs.buffer, slopes.buffer, spare.buffer]);
        sending.find(...first, batch);
        if (i + 1 < steps) batches.draw();
        spare = await answer;
        sending.learn(spare);
        done();
      }
    },
    'two, gradients sent': async (steps, done) => {
      batches.draw();
      const sendRows = (): void => {
        const { inputs, slopes } = secondRows();
        say({ type: 'rows', inputs, slopes }, [inputs.buffer, slopes.buffer]);
      };
      sendRows();
      for (let i = 0; i < steps; i++) {
        const answer = heard();
        both.find(...halves(batches)[0], batch);
        spare.set(both.gradient);
        say({ type: 'gradient', gradient: spare }, [spare.buffer]);
        if (i + 1 < steps) {
          batches.draw();
          sendRows();
        }
        spare = await answer;
        both.learn(spare);
        done();
      }
    },
    'two, shared memory': (steps, done) => {
      say({ type: 'steps', first: shared + 1, count: steps });
      batches.draw();
      exchange.giveRows(shared + 1, ...halves(batches)[1]);
      for (let i = 0; i < steps; i++) {
        shared++;
        sharing.find(...halves(batches)[0], batch);
        if (i + 1 < steps) {
          batches.draw();
          exchange.giveRows(shared + 1, ...halves(batches)[1]);
        }
        sharing.learn(exchange.swap(0, shared, sharing.gradient));
        done();
      }
    },
  };

  const names = Object.keys(ways);
  for (const name of names) {
    batches = batchesOf(problem);
    await ways[name](CHECKED_STEPS, () => undefined);
  }
  const areSame = [sending, both, sharing].every((half) => half.weights.every((weight, i) => weight === alone.weights[i]));
  const all = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      let before = performance.now();
      const times: number[] = [];
      await ways[name](STEPS, () => {
        const now = performance.now();
        times.push(now - before);
        before = now;
      });
      all.get(name)!.push(...times.slice(WARM_UP_STEPS));
    }
  }
  const start = performance.now();
  for (let i = 0; i < 100; i++) batches.draw();
  const draws = (performance.now() - start) / 100;
  return {
    draws,
    areSame,
    ms: Object.fromEntries(names.map((name) => [name, median(all.get(name)!)])),
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The page's worker is asked, and asks one of its own. */
addEventListener('message', ({ data }: MessageEvent<Problem | ToHelper>) => {
  if (!('type' in data)) void compare(data, new Worker(self.location.href, { type: 'module' })).then((row) => postMessage(row));
});
help(globalThis as unknown as Worker);
