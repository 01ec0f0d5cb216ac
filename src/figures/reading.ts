import type { TrainingChartReading } from './charts/training-chart-reading.ts';
import type { Code } from '../code/index.ts';
import type { LayerCode, TextReading } from './layer.ts';
import type { LearningStepReading } from './learning-step.ts';
import type { LAYERS } from './layers/table.ts';
import type { ProbeRows } from './probes/table.ts';

type ToldBy<Row> = Row extends { readonly code: Code<LayerCode<unknown, infer Told>> } ? Told : never;

/** What a layer, a probe or a chart of a training tells: who shows the figure says it in the reader's language. */
export type Reading = ToldBy<(typeof LAYERS)[keyof typeof LAYERS]> | ToldBy<ProbeRows[keyof ProbeRows]> | TrainingChartReading | LearningStepReading | TextReading;
