import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Subscription } from 'rxjs';
import type { Activation } from '../../src/math/index.ts';
import { chartScene } from '../../src/scene/index.ts';
import type { Flow, FlowParameters, TrainingState } from '../../src/streams/index.ts';
import { FmElement } from '../shared/fm-element.ts';
import { nameOf } from '../shared/words.ts';

const widths = {
  fromAttribute: (text: string | null): number[] | undefined => text?.split(/[\s,]+/).filter(Boolean).map(Number),
};

const trainerStyles = css`
  .training {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.6em;
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }
  .training .main {
    min-width: 7em;
  }
  .training progress {
    flex: 1;
    min-width: 5em;
    height: 3px;
    appearance: none;
    border: none;
    background: var(--_grid);
  }
  .training progress::-webkit-progress-bar {
    background: var(--_grid);
  }
  .training progress::-webkit-progress-value {
    background: var(--_learned);
  }
  .training progress::-moz-progress-bar {
    background: var(--_learned);
  }
  .training input {
    flex: 1;
    min-width: 5em;
    margin: 0;
    accent-color: var(--_learned);
  }
  .training output:empty {
    display: none;
  }
  .numbers {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    align-content: flex-start;
    gap: 0 1.2em;
    margin: 0;
    min-height: 3.2em;
  }
  @container (max-width: 480px) {
    .numbers {
      min-height: 4.8em;
    }
  }
  .numbers span {
    white-space: nowrap;
  }
`;

const NOTHING_YET = { curve: new Float64Array(0), floor: NaN };

/** What the main button does in each phase. */
const ACTIONS: Record<TrainingState['phase'], string> = {
  idle: 'Train',
  starting: 'Pause',
  training: 'Pause',
  paused: 'Go on',
  done: 'Train again',
  failed: 'Train again',
};

/**
 * Training in a worker: a network learns the velocity field from draws of the two laws. Its loss is drawn against
 * the exact floor, below which no network can come.
 *
 * @summary Trains the flow's network; loss against its exact floor.
 * @tag fm-trainer
 * @fires fm-progress - a report of the run has come; detail: the training state
 */
export class FmTrainer extends FmElement {
  static override styles = [...FmElement.styles, trainerStyles];

  @state() private training: TrainingState | undefined;

  /** Whether the training starts by itself when the element is in the page. */
  @property({ type: Boolean }) autostart = false;
  /** Optimiser steps of a run, 1..100,000. */
  @property({ type: Number }) steps?: number;
  /** Pairs drawn for each step, 1..8,192. */
  @property({ type: Number }) batch?: number;
  /** Adam's step size at the start of a run, 1e-6..1. */
  @property({ type: Number, attribute: 'learning-rate' }) learningRate?: number;
  /** Widths of the hidden layers, separated by commas. */
  @property({ attribute: 'hidden-layers', converter: widths }) hiddenLayers?: readonly number[];
  /** Non-linearity between the layers: `silu`, `elu`, `selu`, `relu`, `tanh` or `softplus`. */
  @property() activation?: Activation;

  /** What trains: `auto`, the fastest that this browser allows, or `tfjs`, the reference. */
  @property() engine?: 'auto' | 'tfjs';

  private readonly number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

  protected override ownParameters(): Partial<FlowParameters> {
    const { steps: trainingSteps, batch, learningRate, hiddenLayers: hidden, activation, engine } = this;
    return { model: 'learned', trainingSteps, batch, learningRate, hidden, activation, engine };
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    subscriptions.add(
      this.observe(flow.training$, (training) => {
        this.training = training;
        if (training.phase === 'failed') this.report({ code: 'worker', message: training.message });
        else this.clear('worker');
        const { curve, floor } = 'curve' in training ? training : NOTHING_YET;
        this.draw(chartScene({ curve, steps: training.steps, ...(Number.isFinite(floor) && { floor }) }));
        this.emit('fm-progress', training);
      }),
    );
    if (this.autostart) flow.train();
  }

  protected override describe(_t: number, flow: Flow): string {
    return `Training of a network from ${nameOf(flow.parameters.source)} to ${nameOf(flow.parameters.target)}. ${this.training ? summary(this.training, this.number) : ''}`;
  }

  /** Train, or go on after a pause. */
  train(): void {
    this.flow?.train();
  }

  pauseTraining(): void {
    this.flow?.pauseTraining();
  }

  /** Back to the initial weights. */
  resetTraining(): void {
    this.flow?.resetTraining();
  }

  private readonly onMain = (): void => {
    const phase = this.training?.phase;
    if (phase === 'training' || phase === 'starting') this.pauseTraining();
    else this.train();
  };

  protected override renderControls(): TemplateResult {
    const training: TrainingState = this.training ?? { phase: 'idle', step: 0, steps: 1 };
    return html`<div class="training" part="controls">
      <button type="button" class="main" ?disabled=${!this.flow} @click=${this.onMain}>${ACTIONS[training.phase]}</button>
      <button type="button" ?disabled=${training.phase === 'idle'} @click=${this.resetTraining}>Reset</button>
      ${this.renderCourse(training)}
      <p class="numbers">${this.renderNumbers(training)}</p>
    </div>`;
  }

  /** Steps done while it trains; afterwards a slider back through the networks that were. */
  private renderCourse(training: TrainingState): TemplateResult {
    const { step, steps } = training;
    if (training.phase !== 'paused' && training.phase !== 'done') {
      return html`<progress aria-label="Training steps done" max=${steps} value=${step}></progress>`;
    }
    const { shownStep } = training;
    return html`<input type="range" min="0" max=${step} .value=${String(shownStep)} aria-label="Training time"
        aria-valuetext="step ${shownStep}" @input=${this.onCourse} />
      <output>${shownStep === step ? nothing : html`as of step ${this.number.format(shownStep)}`}</output>`;
  }

  private readonly onCourse = (event: Event): void => {
    const { value, max } = event.target as HTMLInputElement;
    this.flow?.lookBack(value === max ? undefined : Number(value));
  };

  private renderNumbers(training: TrainingState): TemplateResult | typeof nothing {
    if (training.phase === 'idle') return html`${this.number.format(training.steps)} steps, in a worker of this page`;
    if (training.phase === 'starting') return html`Starting …`;
    if (training.phase === 'failed') return nothing;
    return html`<span>step ${this.number.format(training.step)} of ${this.number.format(training.steps)}</span>
      <span>${lossInWords(training)}</span>${this.renderSpeed(training)}`;
  }

  private renderSpeed({ phase, stepsPerSecond, secondsLeft, engine }: Extract<TrainingState, { engine: string }>): TemplateResult {
    if (phase !== 'training') return html`<span>${engine}</span>`;
    const left = Number.isFinite(secondsLeft) ? html`<span>${this.number.format(Math.ceil(secondsLeft))} s left</span>` : nothing;
    return html`<span>${this.number.format(stepsPerSecond)} steps/s</span>${left}`;
  }
}

/** The floor is known for the independent coupling only. */
function lossInWords({ loss, floor }: { readonly loss: number; readonly floor: number }): string {
  if (Number.isNaN(floor)) return `loss ${loss.toFixed(3)}`;
  return `loss ${loss.toFixed(3)} = floor ${floor.toFixed(3)} + ${(loss - floor).toFixed(3)}`;
}

function summary(training: TrainingState, number: Intl.NumberFormat): string {
  if (!('loss' in training)) return training.phase === 'idle' ? 'Not started.' : '';
  return `Step ${number.format(training.step)} of ${number.format(training.steps)}, ${lossInWords(training)}.`;
}
