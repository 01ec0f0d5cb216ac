import type { Nearness } from '../../math/index.ts';
import type { FewStepErrors, GradientComparison, HeldOutLikelihood, JudgedCheckpoint, TrainingProgress } from '../../streams/index.ts';

/** What of a training a small chart shows. */
export type ChartName = 'loss' | 'excess' | 'loss-by-time' | 'w2' | 'straightness' | 'likelihood' | 'gradients' | 'nearest' | 'evaluations';

/** What a chart of a training shows by now; numbers are absent while they are not known, and where they cannot be. */
export type TrainingChartReading = { readonly key: 'trainingChart' } & (
  | { readonly chart: 'loss'; readonly floor?: number }
  | { readonly chart: 'excess'; readonly excess?: number }
  | { readonly chart: 'loss-by-time'; readonly hasFloor: boolean }
  | { readonly chart: 'w2'; readonly distance?: number; readonly noise?: readonly [low: number, high: number] }
  | { readonly chart: 'straightness'; readonly straightness?: number }
  | ({ readonly chart: 'likelihood' } & Partial<HeldOutLikelihood>)
  | { readonly chart: 'gradients'; readonly gradients?: GradientComparison }
  | { readonly chart: 'nearest'; readonly nearest?: Nearness }
  | { readonly chart: 'evaluations'; readonly errors?: FewStepErrors }
);

/** What is known of a training. */
export interface ChartData {
  readonly training?: TrainingProgress;
  readonly judged: readonly JudgedCheckpoint[];
  /** Whether the floor is that of the loss which is drawn. */
  readonly hasFloor: boolean;
}

/** What a chart tells, of the latest network that was measured. */
export function readingOf(chart: ChartName, { training, judged, hasFloor }: ChartData): TrainingChartReading {
  const key = 'trainingChart';
  const latest = <T>(pick: (one: JudgedCheckpoint) => T | undefined): T | undefined => {
    const known = judged.findLast((one) => pick(one) !== undefined);
    return known && pick(known);
  };
  switch (chart) {
    case 'loss': {
      const floor = training?.floor;
      return { key, chart, ...(hasFloor && floor !== undefined && Number.isFinite(floor) && { floor }) };
    }
    case 'excess': {
      const excess = latest((one) => (Number.isFinite(one.excess) ? one.excess : undefined));
      return { key, chart, ...(excess !== undefined && { excess }) };
    }
    case 'loss-by-time':
      return { key, chart, hasFloor: training?.floorByTime.some(Number.isFinite) ?? true };
    case 'w2': {
      const cloud = latest((one) => one.cloud);
      return { key, chart, ...(cloud && { distance: cloud.slicedW2, noise: cloud.slicedW2Noise }) };
    }
    case 'straightness': {
      const straightness = latest((one) => one.cloud?.straightness);
      return { key, chart, ...(straightness !== undefined && { straightness }) };
    }
    case 'likelihood':
      return { key, chart, ...latest((one) => one.likelihood) };
    case 'gradients': {
      const gradients = latest((one) => one.gradients);
      return { key, chart, ...(gradients && { gradients }) };
    }
    case 'nearest': {
      const nearest = latest((one) => one.nearest);
      return { key, chart, ...(nearest && { nearest }) };
    }
    case 'evaluations': {
      const errors = latest((one) => one.evaluations);
      return { key, chart, ...(errors && { errors }) };
    }
  }
}
