import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ReflowRound, TrainingProgress } from '../../src/streams/index.ts';
import type { FormatNumber } from '../shared/words.ts';

/**
 * The floor is known for the independent coupling only, and may be infinite.
 *
 * @param axes  of the data; all three numbers are sums over them
 */
export function lossInWords({ loss, floor, excess }: Pick<TrainingProgress, 'loss' | 'floor' | 'excess'>, axes: number, format: FormatNumber): string {
  const summed = axes > 1 ? `, summed over ${format(axes)} axes` : '';
  if (Number.isNaN(floor)) return `loss ${format(loss, 3)}${summed}`;
  if (floor === Infinity) return `loss ${format(loss, 3)}, its floor infinite; ${format(excess, 3)} from the exact field${summed}`;
  return `loss ${format(loss, 3)} = floor ${format(floor, 3)} + excess ${format(excess, 3)}${summed}`;
}

/** How good the network is: its cloud against the data, how straight its paths are, and where in time its loss lies; room for it before. */
export function renderQuality(training: TrainingProgress | undefined, format: FormatNumber): TemplateResult {
  if (!training) return html`<div class="quality" part="quality"></div>`;
  const { cloud, reflows, lossByTime, floorByTime } = training;
  const [low, high] = cloud?.slicedW2Noise ?? [];
  return html`<div class="quality" part="quality">
    <dl>
      ${cloud && low !== undefined && high !== undefined
        ? html`<dt>cloud to data, sliced W2</dt><dd>${format(cloud.slicedW2, 3)}</dd>
            <dt>two clouds of data</dt><dd>${format(low, 3)} to ${format(high, 3)}</dd>
            <dt>bend of paths</dt><dd>${format(cloud.straightness, 3)}</dd>`
        : nothing}
      ${reflows.map((round, i) => renderRound(round, i + 1, format))}
    </dl>
    ${renderByTime(lossByTime, floorByTime, format)}
  </div>`;
}

function renderRound({ before, after }: ReflowRound, round: number, format: FormatNumber): TemplateResult {
  const words = (from: number, to: number | undefined): string => `${format(from, 3)} → ${to === undefined ? '…' : format(to, 3)}`;
  return html`<dt>straightened ${round}: bend of paths</dt><dd>${words(before.straightness, after?.straightness)}</dd>
    <dt>straightened ${round}: error of one step</dt><dd>${words(before.oneStepError, after?.oneStepError)}</dd>`;
}

/** Units of the small picture, across and up. */
const WIDTH = 100;
const HEIGHT = 40;
const GAP = 2;

/** The loss in each tenth of time as a bar, with its exact floor as a line over it where that is known. */
function renderByTime(losses: Float64Array, floors: Float64Array, format: FormatNumber): TemplateResult {
  const highest = Math.max(1e-9, ...[...losses, ...floors].filter(Number.isFinite));
  const width = WIDTH / losses.length;
  const up = (value: number): number => (HEIGHT * (value < highest ? value : highest)) / highest;
  const words = [...losses].map((loss) => format(loss, 2)).join('; ');
  return html`<figure class="by-time">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Loss in each tenth of time: ${words}">
      ${[...losses].map((loss, i) => svg`<rect class="loss" x=${i * width} y=${HEIGHT - up(loss)} width=${width - GAP} height=${up(loss)}></rect>`)}
      ${[...floors].map((floor, i) =>
        Number.isFinite(floor) ? svg`<rect class="floor" x=${i * width} y=${HEIGHT - up(floor) - 0.5} width=${width - GAP} height="1.5"></rect>` : nothing,
      )}
    </svg>
    <figcaption><span>t = 0</span><span>loss by time</span><span>1</span></figcaption>
  </figure>`;
}
