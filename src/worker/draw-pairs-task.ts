import { createRandom, sampleMixture, straightness, takePoints, type MlpModel, type Trajectories } from '../math/index.ts';
import { integrateTask } from './integrate-task.ts';
import { checkSize } from './size-limit.ts';
import type { DrawnPairs, DrawPairsRequest } from './protocol.ts';
import type { CallTask } from './task.ts';
import { callRow, type CallRows } from './tasks.ts';

/** The streams of random numbers that pairs and their classes are drawn from; clouds, batches and held-out draws have others. */
const PAIRS_STREAM = 105;
const CLASSES_STREAM = 106;

/** Rectified flow (Liu et al. 2023, algorithm 1): noise, and where the model itself carries it; of a model that knows classes, to each class its share. */
export const drawPairsTask: CallTask<DrawPairsRequest, DrawnPairs> = async ({ model, source, count, steps, shares, seed }, yieldNow, evaluators) => {
  if (count > 0 && steps > 0) checkSize(count * (steps + 1) * source.dimension);
  const drawn = sampleMixture(source, count, createRandom(seed, PAIRS_STREAM));
  const classes = shares && drawClasses(shares, count, seed);
  const groups = classes ? groupsOf(classes) : [[...Array(count).keys()]];
  const { dimension } = drawn;
  const x1 = new Float32Array(count * dimension);
  let [straight, squares] = [0, 0];
  for (const places of groups) {
    const start = takePoints(drawn, places);
    const way = classes ? { ...(model as MlpModel), condition: { class: classes[places[0]], guidance: 1 } } : model;
    const carry = (solver: 'heun' | 'euler', so: number): Promise<Trajectories | undefined> => integrateTask({ model: way, start, solver, steps: so }, yieldNow, evaluators);
    const paths = await carry('heun', steps);
    const oneStep = paths && (await carry('euler', 1));
    if (!oneStep) return undefined;
    const [end, guess] = [endOf(paths), endOf(oneStep)];
    places.forEach((place, i) => x1.set(end.subarray(i * dimension, (i + 1) * dimension), place * dimension));
    squares += end.reduce((sum, value, i) => sum + (guess[i] - value) ** 2, 0);
    straight += (places.length / count) * straightness(paths);
  }
  return {
    pairs: { x0: drawn, x1: { dimension, count, coordinates: x1 }, ...(classes && { classes }) },
    straightness: straight,
    oneStepError: Math.sqrt(squares / count),
  };
};

/** What a training asks between its rounds. */
export const roundCalls = { drawPairs: callRow(drawPairsTask, ({ count, steps }) => count * (steps + 1)) } satisfies CallRows;

const endOf = ({ positions, count, dimension }: Trajectories): Float32Array => positions.subarray(-count * dimension);

function drawClasses(shares: Float64Array, count: number, seed: number): Int32Array {
  const random = createRandom(seed, CLASSES_STREAM);
  return Int32Array.from({ length: count }, () => {
    let left = random.uniform();
    const found = shares.findIndex((share) => (left -= share) < 0);
    return found < 0 ? shares.findLastIndex((share) => share > 0) : found;
  });
}

/** Places of each class that there is. */
function groupsOf(classes: Int32Array): number[][] {
  const groups = new Map<number, number[]>();
  classes.forEach((one, place) => groups.set(one, [...(groups.get(one) ?? []), place]));
  return [...groups.values()];
}
