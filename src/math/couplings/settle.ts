import type { InPieces } from '../pieces.ts';
import { emptyKernel, kernelOf, LARGEST_CUT, relaxed, scaleRows, settleColumns, type ScalingKernel } from './scaling-kernel.ts';

/** Squared distances of two clouds, row-major. */
export interface Costs {
  readonly rows: number;
  readonly columns: number;
  readonly cost: Float64Array;
}

/** How far rounds go: until the sums of columns are right to a relative `tolerance`, but no further than `rounds`. */
export interface Until {
  readonly tolerance: number;
  readonly rounds: number;
}

/** A plan after some rounds, `rowScale_i kernel_ij columnScale_j / rows`, whose sums of rows are uniform to rounding. */
export interface Settled {
  readonly kernel: ScalingKernel;
  readonly rowScale: Float64Array;
  readonly columnScale: Float64Array;
  /** Potentials of the columns, with their scales. */
  readonly g: Float64Array;
  readonly rounds: number;
}

/** So far scales may go, in logarithms and both together, before a kernel is made anew: a wider range keeps more entries, a smaller makes more kernels. */
const RANGE = 20;
/** How much more than the tolerance is kept: what is left out of a column adds up to a tenth of it. */
const MARGIN = 10;
/** After so many rounds at one relaxation their errors fall at its own rate. */
const ROUNDS_TO_SEE_THE_RATE = 6;
/** At 2 rounds would no longer settle. */
const LARGEST_RELAXATION = 1.9;
/** Of the rounds that are allowed so many are relaxed, so that what does not settle by them does without. */
const RELAXED_PART = 0.8;

/**
 * Sinkhorn's rounds at one epsilon, from the potentials that are given: on a kernel with these absorbed (Schmitzer 2019, section 3), which is made
 * anew on log potentials where scales go far, and over-relaxed by the rate at which errors fall (Thibault et al. 2021).
 *
 * @param f  potentials of the rows, overwritten
 */
export function* settling({ rows, columns, cost }: Costs, epsilon: number, f: Float64Array, until: Until): InPieces<Settled> {
  const needed = Math.log((MARGIN * Math.max(rows, columns)) / until.tolerance);
  const cut = Math.min(LARGEST_CUT, needed + RANGE);
  const furthest = Math.exp(Math.max(1, cut - needed) / 2);
  const state: State = {
    kernel: emptyKernel(rows, columns), rowScale: new Float64Array(rows), columnScale: new Float64Array(columns), g: new Float64Array(columns), sums: new Float64Array(columns), relaxation: 1, rounds: 0,
  };
  for (;;) {
    settleColumns(cost, epsilon, f, state.g);
    yield;
    kernelOf(cost, epsilon, state.g, f, cut, state.kernel);
    yield;
    const { largest, isFar } = yield* scaling(state, furthest, until);
    addLogarithms(f, state.rowScale, epsilon);
    addLogarithms(state.g, state.columnScale, epsilon);
    if ((largest <= until.tolerance && !isFar) || state.rounds >= until.rounds) return state;
  }
}

interface State extends Settled {
  readonly sums: Float64Array;
  relaxation: number;
  rounds: number;
}

/** Rounds on one kernel, until they are done or a scale would go too far. Rows are right when they end. */
function* scaling(state: State, furthest: number, until: Until): InPieces<Missing> {
  const { kernel, rowScale, columnScale, sums } = state;
  const share = rowScale.length / columnScale.length;
  rowScale.fill(1);
  columnScale.fill(1);
  const missing = (relaxation: number): Missing => {
    scaleRows(kernel, rowScale, columnScale, relaxation, sums);
    return missingOf(sums, columnScale, share, furthest);
  };
  const isOver = ({ largest, isFar }: Missing): boolean => largest <= until.tolerance || isFar || state.rounds >= until.rounds;
  state.rounds++;
  let before = NaN;
  for (let seen = 1; ; seen++) {
    let found = missing(state.relaxation);
    if (isOver(found) && state.relaxation > 1) found = missing(1);
    if (isOver(found)) return found;
    const next = state.rounds > until.rounds * RELAXED_PART ? 1 : seen < ROUNDS_TO_SEE_THE_RATE ? state.relaxation : better(state.relaxation, found.norm / before);
    if (next !== state.relaxation) seen = 0;
    state.relaxation = next;
    before = found.norm;
    for (let j = 0; j < columnScale.length; j++) columnScale[j] *= relaxed(share / (sums[j] * columnScale[j]), next);
    state.rounds++;
    yield;
  }
}

/** By how much the sums of columns miss. */
interface Missing {
  /** Relative, of the worst column and in the Euclidean norm. */
  readonly largest: number;
  readonly norm: number;
  /** Whether a scale that would make a sum right is out of the range for which the kernel was made. */
  readonly isFar: boolean;
}

function missingOf(sums: Float64Array, columnScale: Float64Array, share: number, furthest: number): Missing {
  let largest = 0;
  let squares = 0;
  let isFar = false;
  for (let j = 0; j < sums.length; j++) {
    const scale = share / sums[j];
    const missed = Math.abs(columnScale[j] / scale - 1);
    if (!(missed <= largest)) largest = missed;
    squares += missed * missed;
    if (!(scale < furthest && scale * furthest > 1)) isFar = true;
  }
  return { largest, norm: Math.sqrt(squares), isFar };
}

/**
 * The relaxation for which errors fall fastest when at this one they fall by `rate` a round (Young 1971, chapter 6): from the larger root of
 * `rate = ((relaxation lambda + sqrt((relaxation lambda)^2 - 4 (relaxation - 1))) / 2)^2` comes the rate `lambda^2` of exact rounds. It never falls.
 */
function better(relaxation: number, rate: number): number {
  if (!(rate < 1 && rate > relaxation - 1)) return relaxation;
  const exact = (rate + relaxation - 1) ** 2 / (rate * relaxation ** 2);
  return exact < 1 ? Math.max(relaxation, Math.min(LARGEST_RELAXATION, 2 / (1 + Math.sqrt(1 - exact)))) : relaxation;
}

function addLogarithms(potentials: Float64Array, scales: Float64Array, epsilon: number): void {
  for (let i = 0; i < scales.length; i++) potentials[i] += epsilon * Math.log(scales[i]);
}
