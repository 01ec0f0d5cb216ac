import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { combineLatest, distinctUntilChanged, filter, map, type Subscription } from 'rxjs';
import type { Activation } from '../../src/math/index.ts';
import { chartScene } from '../../src/scene/index.ts';
import type { Flow, FlowParameters, TrainingState } from '../../src/streams/index.ts';
import { FmElement } from '../shared/fm-element.ts';
import { clearWorker, workerCode } from '../shared/problem.ts';
import { listOf, number, numeral, numerals, oneOf, text, type Kinds } from '../shared/kinds.ts';
import { nearScreen } from '../shared/nearness.ts';
import { counted, wayOf, type FormatNumber } from '../shared/words.ts';
import { lossInWords, renderQuality } from './quality.ts';
import { trainerStyles } from './trainer-styles.ts';

/** Flows that have been started once. */
const autostarted = new WeakSet<Flow>();

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
 * the exact floor, below which no network can come; what is above it, the excess, is the mean of `|v_theta - v_t|^2`. All three are summed over
 * the axes of the data, where many papers take the mean: divide by the dimension to compare.
 *
 * @summary Trains the flow's network; loss against its exact floor.
 * @tag fm-trainer
 * @fires fm-progress - a report of the run has come; detail: the training state
 */
export class FmTrainer extends FmElement {
  static override styles = [...FmElement.styles, trainerStyles];

  @state() private training: TrainingState | undefined;

  /** Whether the training starts by itself when a figure of its flow is near the screen. */
  @property({ type: Boolean }) autostart = false;
  /** Optimiser steps of a run, 1..100,000. */
  @property({ converter: numeral }) steps?: number;
  /** Pairs drawn for each step, 1..8,192. */
  @property({ converter: numeral }) batch?: number;
  /** How weights are moved against the gradient: `adam`, or `sgd`, gradient descent with momentum. */
  @property() optimizer?: 'adam' | 'sgd';
  /** What SGD keeps of its last direction, 0..0.999. */
  @property({ converter: numeral }) momentum?: number;
  /** The largest step size of a run, 1e-6..1. */
  @property({ converter: numeral, attribute: 'learning-rate' }) learningRate?: number;
  /** Optimiser steps over which the step size rises to its largest, 0..50,000. */
  @property({ converter: numeral }) warmup?: number;
  /** Gradients longer than this are shortened to it; 0 for none. */
  @property({ converter: numeral, attribute: 'clip-norm' }) clipNorm?: number;
  /** Strength of the entropy of `coupling="sinkhorn"`, 0.001..1,000, in squared units of the figure. */
  @property({ converter: numeral }) epsilon?: number;
  /** Widths of the hidden layers, separated by commas. */
  @property({ attribute: 'hidden-layers', converter: numerals }) hiddenLayers?: readonly number[];
  /** Non-linearity between the layers: `silu`, `elu`, `selu`, `relu`, `tanh` or `softplus`. */
  @property() activation?: Activation;
  /** Frequencies of t that the network sees beside t, 0..16. */
  @property({ converter: numeral, attribute: 'time-features' }) timeFeatures?: number;
  /** What trains: `auto`, the fastest that this browser allows, or `tfjs`, the reference. */
  @property() engine?: 'auto' | 'tfjs';

  protected override get kinds(): Kinds {
    const numbers = { steps: number, batch: number, momentum: number, learningRate: number, warmup: number, clipNorm: number, epsilon: number, timeFeatures: number };
    const words = { optimizer: text, activation: text, engine: text, controls: oneOf(['timeline', 'full', 'none']) };
    return { ...super.kinds, ...numbers, ...words, hiddenLayers: listOf(number, 'a list of numbers') };
  }

  protected override ownParameters(): Partial<FlowParameters> {
    const { steps, batch, optimizer, momentum, learningRate, warmup, clipNorm, epsilon } = this.given;
    const { hiddenLayers, activation, timeFeatures, engine } = this.given;
    const optimisation = { steps, batch, optimizer, momentum, learningRate, warmup, clipNorm, epsilon };
    return { model: 'learned', ...optimisation, hiddenLayers, activation, timeFeatures, engine };
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const shown$ = combineLatest([flow.training$, this.seen]).pipe(
      filter(([{ phase }, isSeen]) => isSeen || phase !== 'training' || phase !== this.training?.phase),
      map(([training]) => training),
      distinctUntilChanged(),
    );
    subscriptions.add(
      shown$.subscribe((training) => {
        const before = this.training?.phase;
        this.training = training;
        if (before !== training.phase) this.tell();
        const { curve, floor } = 'curve' in training ? training : NOTHING_YET;
        this.draw(chartScene({ curve, steps: training.steps, ...(Number.isFinite(floor) && { floor }) }));
      }),
    );
    subscriptions.add(
      flow.training$.subscribe((training) => {
        if (training.phase === 'failed') this.report({ code: workerCode(training), message: training.message });
        else clearWorker(this);
        this.emit('fm-progress', training);
      }),
    );
    if (this.autostart) subscriptions.add(nearScreen(this.flow!).subscribe(() => this.startOnce(this.flow!)));
  }

  /** Whatever has become of the training meanwhile is the reader's. */
  private startOnce(flow: Flow): void {
    if (autostarted.has(flow)) return;
    autostarted.add(flow);
    if (this.training?.phase === 'idle') flow.train();
  }

  protected override nameOf({ parameters }: Flow): string {
    return `Training of a network ${wayOf(parameters)}`;
  }

  protected override describe(_t: number, flow: Flow): string {
    return `${this.nameOf(flow)}. ${this.training ? summary(this.training, this.axes, this.format) : ''}`;
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

  /** One optimiser step, after which the training rests. */
  stepTraining(): void {
    this.flow?.stepTraining();
  }

  /** Train on the network's own pairs of noise and where it carries them: its paths become straighter. */
  reflow(): void {
    this.flow?.reflow();
  }

  private get axes(): number {
    return this.flow?.laws.target.dimension ?? 1;
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
      ${this.given.controls === 'full' ? this.renderSteps(training) : nothing}
      ${this.renderCourse(training)}
      <p class="numbers">${this.renderNumbers(training)}</p>
      ${this.given.controls === 'full' ? renderQuality('loss' in training ? training : undefined, this.format) : nothing}
    </div>`;
  }

  private renderSteps({ phase, step }: TrainingState): TemplateResult {
    return html`<button type="button" ?disabled=${!this.flow} @click=${this.stepTraining}>Step</button>
      <button type="button" title="Reflow: train on the network's own pairs" ?disabled=${step === 0 || phase === 'starting'} @click=${this.reflow}>
        Straighten
      </button>`;
  }

  /** Steps done while it trains; afterwards a slider back through the networks that were. */
  private renderCourse(training: TrainingState): TemplateResult {
    const { step, steps } = training;
    if (training.phase !== 'paused' && training.phase !== 'done') {
      return html`<progress aria-label="Training steps done" max=${steps} value=${step}></progress>`;
    }
    const { shownStep } = training;
    return html`<input type="range" min="0" max=${step} .value=${String(shownStep)} aria-label="Training time"
        aria-valuetext="step ${this.format(shownStep)}" @input=${this.onCourse} />
      <output>${shownStep === step ? nothing : html`as of step ${this.format(shownStep)}`}</output>`;
  }

  private readonly onCourse = (event: Event): void => {
    const { value, max } = event.target as HTMLInputElement;
    this.flow?.lookBack(value === max ? undefined : Number(value));
  };

  private renderNumbers(training: TrainingState): TemplateResult | typeof nothing {
    if (training.phase === 'idle') return html`${counted(training.steps, 'step', this.format)}, in a worker of this page`;
    if (training.phase === 'starting') return html`Starting …`;
    if (training.phase === 'failed') return nothing;
    return html`<span>step ${this.format(training.step)} of ${this.format(training.steps)}</span>
      <span>${lossInWords(training, this.axes, this.format)}</span>${this.renderSpeed(training)}`;
  }

  private renderSpeed({ phase, stepsPerSecond, secondsLeft, engine, restarts }: Extract<TrainingState, { engine: string }>): TemplateResult {
    const again = restarts > 0 ? html`<span>gone on after the worker was lost (${this.format(restarts)})</span>` : nothing;
    if (phase !== 'training') return html`<span>${engine}</span>${again}`;
    const left = Number.isFinite(secondsLeft) ? html`<span>${this.format(Math.ceil(secondsLeft))} s left</span>` : nothing;
    return html`<span>${this.format(stepsPerSecond)} steps/s</span>${left}${again}`;
  }
}

function summary(training: TrainingState, axes: number, format: FormatNumber): string {
  if (!('loss' in training)) return training.phase === 'idle' ? 'Not started.' : '';
  return `Step ${format(training.step)} of ${format(training.steps)}, ${lossInWords(training, axes, format)}.`;
}
