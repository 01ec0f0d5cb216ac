import { map } from 'rxjs';
import type { Fit, ModelName } from '../../streams/index.ts';
import { lastModel, toldModel } from '../ask.ts';
import type { LayerCode, LayerMarks } from '../layer.ts';

/** How near the law of what is shown comes to the data, in the units of the figure. */
export interface FitReading extends Fit {
  readonly key: 'fit';
  readonly model: ModelName;
}

/** Draws nothing: it tells the likelihood of fresh data under the model, and how far the model's samples are from the data. */
export const fit: LayerCode<FitReading, FitReading> = {
  ask(flow, context) {
    const model = lastModel(context);
    return flow.fit({ model }).pipe(map((answer): FitReading => ({ key: 'fit', model: toldModel(model), ...answer })));
  },
  make: () => new FitMarks(),
};

class FitMarks implements LayerMarks<FitReading, FitReading> {
  readonly parts = [];
  reading: FitReading | undefined;

  take(reading: FitReading): void {
    this.reading = reading;
  }

  update(): void {
    // Nothing is drawn.
  }
}
