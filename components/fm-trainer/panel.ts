import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Subscription } from 'rxjs';
import { LOSS_CHART, TRAINING_CHARTS, type ChartData, type ChartName } from '../../src/figures/index.ts';
import type { Convention, Scene } from '../../src/scene/index.ts';
import { trainingVideo, type Flow, type JudgedCheckpoint, type TrainingProgress, type TrainingState, type TrainingVideo } from '../../src/streams/index.ts';
import { pauseIcon, playIcon } from '../controls/timeline.ts';
import { tell, type Words } from '../locales/index.ts';
import { addStyles } from '../shared/later-styles.ts';
import type { Controls } from '../shared/rows.ts';
import { PANEL_STYLES } from './panel-styles.ts';
import { renderQuality, writtenLoss } from './quality.ts';
import { panelWords, type PanelWords } from './words.ts';

/** The trainer, as its panel needs it. */
export interface PanelHost {
  readonly root: ShadowRoot;
  readonly flow: Flow | undefined;
  readonly words: Words;
  readonly convention: Convention | undefined;
  readonly controls: Controls | undefined;
  readonly charts: readonly ChartName[] | undefined;
  readonly training: TrainingState | undefined;
  readonly judged: readonly JudgedCheckpoint[];
  /** Words that were not here have come: of the picture, and beside it. */
  readonly drawAgain: () => void;
  readonly tellAgain: () => void;
}

const NOTHING_YET = { curve: new Float64Array(0), floor: NaN, shownStep: undefined };

/** Networks that a key goes on by. */
const KEYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

/** What the main button does in each phase. */
const ACTIONS = { idle: 'train', starting: 'pause', training: 'pause', paused: 'goOn', done: 'again', failed: 'again' } as const satisfies Record<TrainingState['phase'], string>;

/** What a trainer shows beside what all elements have: its controls, its numbers and its charts. */
export class TrainerPanel {
  private readonly look: () => PanelHost;
  /** Of the flow that is followed. */
  private video: TrainingVideo | undefined;
  private isPlaying = false;

  /** @param look  the trainer as it is now */
  constructor(look: () => PanelHost) {
    this.look = look;
  }

  private get host(): PanelHost {
    return this.look();
  }

  private get words(): PanelWords {
    return panelWords(this.host.words);
  }

  /** Play the training of a flow when the reader asks for it. @param refresh  the panel is to be rendered again */
  follow({ training }: Flow, refresh: () => void): Subscription {
    const video = (this.video = trainingVideo(training));
    return video.isPlaying$.subscribe((isPlaying) => {
      this.isPlaying = isPlaying;
      refresh();
    });
  }

  /** Again after the element has come to another document. */
  dress(): void {
    addStyles(this.host.root, PANEL_STYLES);
  }

  /** As soon as its code is here. */
  get scene(): Scene | undefined {
    const { training, charts, words, convention, drawAgain } = this.host;
    if (!training) return undefined;
    if (charts) return TRAINING_CHARTS.now?.trainingCharts({ charts, steps: training.steps, ...this.chartData(training), tell: (reading) => tell(words, reading, convention, drawAgain) });
    const { curve, floor, shownStep } = 'curve' in training ? training : NOTHING_YET;
    const hasFloor = Number.isFinite(floor) && this.isFloorOfLoss;
    return LOSS_CHART.now?.({ curve, steps: training.steps, ...(hasFloor && { floor }), ...(shownStep !== undefined && shownStep !== training.step && { shownStep }) });
  }

  private chartData(training: TrainingState): ChartData {
    return { judged: this.host.judged, hasFloor: this.isFloorOfLoss, ...('curve' in training && { training }) };
  }

  /**
   * The floor is that of flow matching towards drawn pairs: the loss of MeanFlow has another, which is not known, exact targets leave none, and rows
   * that know their class come below it.
   */
  private get isFloorOfLoss(): boolean {
    const { parameters, laws } = this.host.flow ?? {};
    return parameters?.objective === 'flow-matching' && parameters.targets === 'conditional' && !laws?.target.classes;
  }

  /** What the small charts say above themselves. */
  private chartsInWords(training: TrainingState): string {
    const { charts = [], words, convention, tellAgain } = this.host;
    const code = TRAINING_CHARTS.now;
    if (!code) return '';
    return charts.map((chart) => {
      const [name, detail, ...lines] = tell(words, code.readingOf(chart, this.chartData(training)), convention, tellAgain).split('\n');
      // What lines of a chart are is not part of what it says.
      return ` ${[name, detail].filter(Boolean).join(', ')}${lines.length > 0 ? ` (${lines.join(', ')})` : ''}.`;
    }).join('');
  }

  private readonly onMain = (): void => {
    const { flow, training } = this.host;
    if (training?.phase === 'training' || training?.phase === 'starting') flow?.training.pause();
    else flow?.training.start();
  };

  render(): TemplateResult {
    const { words, host: { flow, controls, convention } } = this;
    const training: TrainingState = this.host.training ?? { phase: 'idle', step: 0, steps: 1 };
    return html`<button type="button" class="main" ?disabled=${!flow} @click=${this.onMain}>${words[ACTIONS[training.phase]]}</button>
      <button type="button" ?disabled=${training.phase === 'idle'} @click=${() => flow?.training.reset()}>${words.reset}</button>
      ${controls === 'full' ? this.renderSteps(training) : nothing}
      ${this.renderCourse(training)}
      <p class="numbers">${this.renderNumbers(training)}</p>
      ${controls === 'full' ? renderQuality('loss' in training ? training : undefined, words.quality, convention) : nothing}`;
  }

  private renderSteps({ phase, step }: TrainingState): TemplateResult {
    const { words, host: { flow } } = this;
    return html`<button type="button" ?disabled=${!flow} @click=${() => flow?.training.step()}>${words.step}</button>
      <button type="button" title=${words.reflow} ?disabled=${step === 0 || phase === 'starting'} @click=${() => flow?.training.reflow()}>
        ${words.straighten}
      </button>`;
  }

  /** Steps done while it trains; afterwards a slider back through the networks that were, and a button that plays them. */
  private renderCourse(training: TrainingState): TemplateResult {
    const { step, steps } = training;
    const { words } = this;
    if (training.phase !== 'paused' && training.phase !== 'done') {
      return html`<div class="course"><progress aria-label=${words.stepsDone} max=${steps} value=${step}></progress></div>`;
    }
    const { shownStep } = training;
    const label = this.isPlaying ? words.videoPause : words.videoPlay;
    return html`<div class="course"><button type="button" class="icon video" aria-label=${label} title=${label} ?disabled=${training.checkpoints.length < 2} @click=${this.onVideo}>
        <svg viewBox="0 0 16 16" aria-hidden="true">${this.isPlaying ? pauseIcon : playIcon}</svg>
      </button>
      <input type="range" min="0" max=${step} .value=${live(String(shownStep))} aria-label=${words.time} title=${words.videoKeys} aria-keyshortcuts="Space"
        aria-valuetext=${words.stepShown(shownStep)} @input=${this.onCourse} @keydown=${this.onKey} />
      <output>${shownStep === step ? nothing : words.asOfStep(shownStep)}</output></div>`;
  }

  private readonly onVideo = (): void => (this.isPlaying ? this.video?.pause() : this.video?.play());

  /** From network to network: most steps between two of them have none. */
  private readonly onKey = (event: KeyboardEvent): void => {
    // Alt and an arrow are the browser's.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = KEYS[event.key];
    if (event.key === ' ') this.onVideo();
    else if (by !== undefined) this.video?.turn(by);
    else return;
    event.preventDefault();
  };

  private readonly onCourse = (event: Event): void => {
    this.video?.pause();
    const { value, max } = event.target as HTMLInputElement;
    this.host.flow?.training.lookBack(value === max ? undefined : Number(value));
  };

  private renderNumbers(training: TrainingState): TemplateResult | string | typeof nothing {
    const { words } = this;
    if (training.phase === 'idle') return words.stepsToDo(training.steps);
    if (training.phase === 'starting') return words.starting;
    if (training.phase === 'failed') return nothing;
    return html`<span>${this.host.words.trainer.progress(training.shownStep, training.steps)}</span>
      <span>${this.lossInWords(training)}</span>${this.renderSpeed(training)}`;
  }

  private renderSpeed({ phase, stepsPerSecond, secondsLeft, engine, restarts }: Extract<TrainingState, { engine: string }>): TemplateResult {
    const { words } = this;
    const again = restarts > 0 ? html`<span>${words.restarts(restarts)}</span>` : nothing;
    if (phase !== 'training') return html`<span>${words.engine(engine)}</span>${again}`;
    const left = Number.isFinite(secondsLeft) ? html`<span>${words.left(Math.ceil(secondsLeft))}</span>` : nothing;
    const speed = stepsPerSecond > 0 ? html`<span>${words.speed(stepsPerSecond)}</span>` : nothing;
    return html`${speed}${left}${again}`;
  }

  /** The floor is known for the independent coupling only, and may be infinite; all numbers are sums over the axes of the data. */
  private lossInWords(training: TrainingProgress): string {
    return this.words.loss({ ...writtenLoss(training), axes: this.host.flow?.laws.target.dimension ?? 1 });
  }

  /** How the training stands, in words. */
  summary(training: TrainingState): string {
    const { words } = this;
    const summary = 'loss' in training ? words.summary(training.shownStep, training.steps, this.lossInWords(training)) : training.phase === 'idle' ? words.notStarted : '';
    return `${summary}${this.chartsInWords(training)}`;
  }
}
