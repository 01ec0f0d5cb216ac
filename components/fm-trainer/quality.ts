import { html, nothing, svg, type TemplateResult } from 'lit';
import type { TrainingProgress } from '../../src/streams/index.ts';
import { toldTime, type Convention } from '../../src/scene/index.ts';
import type { PanelWords } from './words.ts';

/** Digits after the point of a written loss. */
const LOSS_DIGITS = 3;

/** Rounded each by itself, the written parts might not add up to the written loss: it is the sum of the rounded ones. */
export function writtenLoss({ loss, floor, excess }: Pick<TrainingProgress, 'loss' | 'floor' | 'excess'>): { loss: number; floor: number; excess: number } {
  if (!Number.isFinite(floor)) return { loss, floor, excess };
  const [roundFloor, roundExcess] = [floor, excess].map((part) => Number(part.toFixed(LOSS_DIGITS)));
  return { loss: roundFloor + roundExcess, floor: roundFloor, excess: roundExcess };
}

/** How good the network is: its cloud against the data, how straight its paths are, and where in time its loss lies; room for it before. */
export function renderQuality(training: TrainingProgress | undefined, words: PanelWords['quality'], convention: Convention | undefined): TemplateResult {
  if (!training) return html`<div class="quality" part="quality"></div>`;
  const { cloud, reflows, lossByTime, floorByTime } = training;
  const [low, high] = cloud?.slicedW2Noise ?? [];
  return html`<div class="quality" part="quality">
    <dl>
      ${cloud && low !== undefined && high !== undefined
        ? html`<dt>${words.cloudToData}</dt><dd>${words.value(cloud.slicedW2)}</dd>
            <dt>${words.dataToData}</dt><dd>${words.range(low, high)}</dd>
            <dt>${words.bend}</dt><dd>${words.value(cloud.straightness)}</dd>`
        : nothing}
      ${reflows.map(({ before, after }, i) => {
        const change = (from: number, to: number | undefined): string => `${words.value(from)} → ${to === undefined ? '…' : words.value(to)}`;
        return html`<dt>${words.bendAfter(i + 1)}</dt><dd>${change(before.straightness, after?.straightness)}</dd>
          <dt>${words.errorAfter(i + 1)}</dt><dd>${change(before.oneStepError, after?.oneStepError)}</dd>`;
      })}
    </dl>
    ${renderByTime(lossByTime, floorByTime, words, convention)}
  </div>`;
}

/** Units of the small picture, across and up. */
const WIDTH = 100;
const HEIGHT = 40;
const GAP = 2;

/** The loss in each tenth of time as a bar, from the source to the data, with its exact floor as a line over it where that is known. */
function renderByTime(losses: Float64Array, floors: Float64Array, words: PanelWords['quality'], convention: Convention | undefined): TemplateResult {
  const [from, to] = [toldTime(0, convention), toldTime(1, convention)];
  const highest = Math.max(1e-9, ...[...losses, ...floors].filter(Number.isFinite));
  const width = WIDTH / losses.length;
  const up = (value: number): number => (HEIGHT * (value < highest ? value : highest)) / highest;
  return html`<figure class="by-time">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${words.lossByTime(from < to ? [...losses] : [...losses].reverse())}>
      ${[...losses].map((loss, i) => svg`<rect class="loss" x=${i * width} y=${HEIGHT - up(loss)} width=${width - GAP} height=${up(loss)}></rect>`)}
      ${[...floors].map((floor, i) =>
        Number.isFinite(floor) ? svg`<rect class="floor" x=${i * width} y=${HEIGHT - up(floor) - 0.5} width=${width - GAP} height="1.5"></rect>` : nothing,
      )}
    </svg>
    <figcaption><span>t = ${from}</span><span>${words.byTime}</span><span>${to}</span></figcaption>
  </figure>`;
}
