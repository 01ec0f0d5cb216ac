import { createNetwork, createRandom, gaussianMixture, isotropicMixture, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import { COUPLINGS } from '../../src/training/options.ts';
import { evaluators, ownSteppers, steppers, type Contestant, type Step } from './engines.ts';

/** Milliseconds of one piece of work, by contestant; null where it cannot run. */
export interface Table {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly ms: number | null }[];
}

const NETS = [[64, 64, 64], [128, 128, 128], [256, 256, 256]];
const BATCH = 256;
const POINTS = 10_000;
const ROUNDS = 5;
/** Long enough for the coarse clock of a browser. */
const ROUND_MS = 300;
/** Long enough for the engine to compile what is hot. */
const WARM_UP_MS = 600;

/** Eight Gaussians around a circle. */
const target = isotropicMixture(2, Array.from({ length: 16 }, (_, i) => 4 * Math.cos((Math.PI / 4) * (i >> 1) - (i % 2) * (Math.PI / 2))), 0.1);

export async function measure(): Promise<Table[]> {
  const batches = new Batches({ source: gaussianMixture(2), target, count: BATCH, random: createRandom(7) });
  const tables: Table[] = [];
  for (const hidden of NETS) {
    const model = createNetwork({ dimension: 2, hidden, activation: 'silu', seed: 7 });
    const rows = await compare(steppers, model, (step) => stepOn(batches, step));
    tables.push({ title: `3-${hidden.join('-')}-2, silu, Adam, batch ${BATCH}: ms per step, draws included`, rows });
  }
  for (const hidden of NETS) tables.push(await objectives(hidden));
  tables.push({ title: 'Of a step, ms for the draws and their pairing', rows: drawing() });

  const [hidden] = NETS;
  const x = new Float32Array(2 * POINTS);
  const out = new Float32Array(2 * POINTS);
  const noise = new Float64Array(x.length);
  createRandom(7).fillNormal(noise);
  x.set(noise);
  const rows = await compare(evaluators, createNetwork({ dimension: 2, hidden, activation: 'silu', seed: 7 }), (field) => field(x, 0.5, out));
  tables.push({ title: `3-${hidden.join('-')}-2, silu: ms to evaluate ${POINTS} points`, rows });
  return tables;
}

/** What a step is of. */
const OBJECTIVES = [
  { objective: 'flow matching' },
  { objective: 'flow matching of four classes', classes: 4 },
  { objective: 'MeanFlow', times: 2 },
] as const;

/** Steps of flow matching, conditional and not, and of MeanFlow by each of our engines, in turn. */
async function objectives(hidden: readonly number[]): Promise<Table> {
  const contestants = ownSteppers.flatMap((engine) => OBJECTIVES.map(({ objective, ...knows }): Contestant<() => number> => ({
    name: `${engine.name}, ${objective}`,
    choose: () => engine.choose(),
    prepare(model) {
      const network = createNetwork({ dimension: 2, hidden, activation: model.activation, ...knows, seed: 7 });
      const { work, dispose } = engine.prepare(network);
      const classes = 'classes' in knows ? { classes: Int32Array.from(target.weights, (_, i) => i % knows.classes) } : {};
      const batches = new Batches({ source: gaussianMixture(2), target, ...classes, count: BATCH, random: createRandom(7), network });
      return { work: () => stepOn(batches, work), dispose };
    },
  })));
  const rows = await compare(contestants, createNetwork({ dimension: 2, hidden, activation: 'silu', seed: 7 }), (step) => step());
  return { title: `${hidden.join('-')}, silu, Adam, batch ${BATCH}: ms per step, draws included`, rows };
}

function stepOn(batches: Batches, step: Step): number {
  batches.draw();
  const loss = step(batches.inputs, batches.slopes);
  if (!Number.isFinite(loss)) throw new Error('The loss is not finite.');
  return loss;
}

function drawing(): Table['rows'] {
  const kinds = [64, BATCH].flatMap((count) => COUPLINGS.map((coupling) => ({ count, coupling })));
  const able = kinds.map(({ count, coupling }) => {
    const batches = new Batches({ source: gaussianMixture(2), target, coupling, count, random: createRandom(7) });
    time(() => batches.draw(), WARM_UP_MS);
    return { name: `${count} rows, ${coupling}`, batches, rounds: [] as number[] };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { batches, rounds } of able) rounds.push(time(() => batches.draw(), ROUND_MS));
  }
  return able.map(({ name, rounds }) => ({ name, ms: median(rounds) }));
}

/** Contestants take turns in each round, so that what else the machine does falls on all; the median of the rounds counts. */
async function compare<Work>(contestants: readonly Contestant<Work>[], model: MlpModel, once: (work: Work) => void): Promise<Table['rows']> {
  const able: { name: string; choose(): Promise<boolean>; turn(): void; dispose(): void; rounds: number[] }[] = [];
  for (const contestant of contestants) {
    if (!(await contestant.choose())) continue;
    const { work, dispose } = contestant.prepare(model);
    time(() => once(work), WARM_UP_MS);
    const rounds: number[] = [];
    const turn = (): void => void rounds.push(time(() => once(work), ROUND_MS));
    able.push({ name: contestant.name, choose: () => contestant.choose(), turn, dispose, rounds });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { choose, turn } of able) {
      await choose();
      turn();
    }
  }
  for (const { choose, dispose } of able) {
    await choose();
    dispose();
  }
  return contestants.map(({ name }) => ({ name, ms: median(able.find((each) => each.name === name)?.rounds) }));
}

/** Mean milliseconds of one call, over at least `ms` and one call. */
function time(work: () => void, ms: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed: number;
  do {
    work();
    calls++;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return elapsed / calls;
}

function median(values: readonly number[] | undefined): number | null {
  return values ? [...values].sort((a, b) => a - b)[values.length >> 1] : null;
}
