import { gridPoints, isPointLaw, lacksSpread, lawsOf, scoreField, velocityField, type FieldVolume, type InPieces } from '../math/index.ts';
import type { SampleScoreRequest } from './protocol.ts';
import { checkSize } from './size-limit.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';

/** Scores grow as the noise of the path falls: times crowd towards t = 1. */
const TIMES = Float64Array.from({ length: 33 }, (_, s) => 1 - (1 - s / 32) ** 2);
/** Where no noise is left, that of a network and of points is followed up to here. */
const LAST = 1 - 2 ** -10;
const NODES_IN_A_PIECE = 16;

export const sampleScoreTask: CallTask<SampleScoreRequest, FieldVolume> = (request, yieldNow, evaluators) => {
  checkSize(request.grid.size.reduce((nodes, size) => nodes * size, TIMES.length * request.grid.dimension));
  return inSlices(sampling(request, evaluators), yieldNow);
};

function* sampling({ model, schedule, grid }: SampleScoreRequest, evaluators: Parameters<typeof velocityField>[1]): InPieces<FieldVolume> {
  const score = scoreField(model, velocityField(model, evaluators), schedule);
  const laws = lawsOf(model);
  const last = laws && !lacksSpread(laws, 1) ? 1 : LAST;
  const x = gridPoints(grid);
  const piece = NODES_IN_A_PIECE * grid.dimension;
  const velocity = new Float32Array(TIMES.length * x.length);
  for (let s = 0; s < TIMES.length; s++) {
    for (let first = 0; first < x.length; first += piece) {
      const end = Math.min(x.length, first + piece);
      score(x.subarray(first, end), Math.min(TIMES[s], last), velocity.subarray(s * x.length + first, s * x.length + end));
      yield;
    }
  }
  return { grid, times: TIMES.slice(), velocity, ...(laws && isPointLaw(laws.target) && { endsInPoints: true }) };
}
