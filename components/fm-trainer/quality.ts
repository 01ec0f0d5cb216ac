import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ReflowRound, TrainingProgress } from '../../src/streams/index.ts';

/**
 * The floor is known for the independent coupling only, and may be infinite.
 *
 * @param axes  of the data; all three numbers are sums over them
 */
export function lossInWords({ loss, floor, excess }: Pick<TrainingProgress, 'loss' | 'floor' | 'excess'>, axes: number): string {
  const summed = axes > 1 ? `, summed over ${axes} axes` : '';
  if (Number.isNaN(floor)) return `loss ${loss.toFixed(3)}${summed}`;
  if (floor === Infinity) return `loss ${loss.toFixed(3)}, its floor infinite; ${excess.toFixed(3)} from the exact field${summed}`;
  return `loss ${loss.toFixed(3)} = floor ${floor.toFixed(3)} + excess ${excess.toFixed(3)}${summed}`;
}

/** How good the network is: its cloud against the data, how straight its paths are, and where in time its loss lies. */
export function renderQuality(training: TrainingProgress, locale: string | undefined): TemplateResult {
  const { cloud, reflows, lossByTime, floorByTime } = training;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, minimumFractionDigits: 3 });
  const [low, high] = cloud?.slicedW2Noise ?? [];
  return html`<div class="quality" part="quality">
    <dl>
      ${cloud && low !== undefined && high !== undefined
        ? html`<dt>cloud to data, sliced W2</dt><dd>${format.format(cloud.slicedW2)}</dd>
            <dt>two clouds of data</dt><dd>${format.format(low)} to ${format.format(high)}</dd>
            <dt>bend of paths</dt><dd>${format.format(cloud.straightness)}</dd>`
        : nothing}
      ${reflows.map((round, i) => renderRound(round, i + 1, format))}
    </dl>
    ${renderByTime(lossByTime, floorByTime)}
  </div>`;
}

function renderRound({ before, after }: ReflowRound, round: number, format: Intl.NumberFormat): TemplateResult {
  const words = (from: number, to: number | undefined): string => `${format.format(from)} → ${to === undefined ? '…' : format.format(to)}`;
  return html`<dt>straightened ${round}: bend of paths</dt><dd>${words(before.straightness, after?.straightness)}</dd>
    <dt>straightened ${round}: error of one step</dt><dd>${words(before.oneStepError, after?.oneStepError)}</dd>`;
}

/** Units of the small picture, across and up. */
const WIDTH = 100;
const HEIGHT = 40;
const GAP = 2;

/** The loss in each tenth of time as a bar, with its exact floor as a line over it where that is known. */
function renderByTime(losses: Float64Array, floors: Float64Array): TemplateResult {
  const highest = Math.max(...losses, ...[...floors].filter(Number.isFinite));
  const width = WIDTH / losses.length;
  const up = (value: number): number => (HEIGHT * value) / highest;
  const words = [...losses].map((loss) => loss.toFixed(2)).join(', ');
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
