import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { combineLatest, distinctUntilChanged, EMPTY, filter, map, merge, of, switchMap, take, type Observable, type Subscription } from 'rxjs';
import { CHART_NAMES, fetched, LOSS_CHART, TRAINING_CHARTS, withCode, type ChartName, type Named } from '../../src/figures/index.ts';
import { inTime } from '../../src/code/index.ts';
import { rows, TRAINING, type Flow, type FlowParameters, type JudgedCheckpoint, type Rows, type TrainingState } from '../../src/streams/index.ts';
import { FmElement } from '../shared/fm-element.ts';
import { clearWorker, problemOf, trainingProblem, type Problem } from '../shared/problem.ts';
import type { Explaining } from '../explain/index.ts';
import { EXPLAIN } from '../shared/later-code.ts';
import { nearScreen } from '../shared/nearness.ts';
import { inSentences } from '../shared/messages.ts';
import { own, pick, propertiesOf, type Properties } from '../shared/properties.ts';
import type { Controls } from '../shared/rows.ts';
import { askedAgain } from '../shared/watch-pictures.ts';
import { wayOf } from '../shared/way.ts';
import type { Words } from '../locales/index.ts';
import type { TrainerPanel } from './panel.ts';
import { trainerStyles } from './trainer-styles.ts';

const TRAINER = {
  autostart: rows.flag('autostart', 'starts by itself when a figure of its flow comes near the screen'),
  charts: rows.words<ChartName>('charts', 'small charts in the place of the loss: `loss` itself, its `excess` over the floor on an axis of ratios, `loss-by-time` with what no network explains, the distance `w2` to the data, `straightness` of the paths, `likelihood` of new data, the variance of the `gradients` of both losses, distance of the cloud to the `nearest` of finite data, error of few `evaluations` of the field against the network’s own flow and the exact one', () => CHART_NAMES, 'the loss alone'),
  explain: rows.wordOrNone<'step'>('explain', '`step`: while the training rests, its next step in slow motion in the place of the loss, on the batch that the step takes: the pairs that are drawn, `X_t`, what the network says there and what it should say, the residuals, the step on the weights, which is then taken, and what that has changed in the field at the time of the flow’s clock', ['step'], 'none'),
  controls: own(rows.word<Controls>('controls', 'the row below the picture; `full` adds single steps, straightening and what the network is worth, `none` leaves it out', ['timeline', 'full', 'none'])),
};

/** Flows that have been started once. */
const autostarted = new WeakSet<Flow>();

/** Comes with the first trainer. */
const PANEL = fetched(async () => (await import('./panel.ts')).TrainerPanel);

export interface FmTrainer extends Properties<typeof TRAINING & typeof TRAINER> {}

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
  static override readonly rows: Rows = { ...FmElement.rows, ...TRAINING, ...TRAINER };
  static override properties = propertiesOf({ ...TRAINING, ...TRAINER });
  static override styles = [...FmElement.styles, trainerStyles];

  @state() private training: TrainingState | undefined;
  private judged: readonly JudgedCheckpoint[] = [];
  private panel: TrainerPanel | undefined;
  /** Of another language, the chart is drawn again: its words may come after it. */
  private wordsOfChart: Words | undefined;
  private explaining: Explaining | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.panel && this.wordsOfChart !== this.words) this.drawChart();
    const { charts = [] } = this.given;
    const { classList, style } = this.canvas.parentElement!;
    classList.toggle('charts', charts.length > 0);
    style.setProperty('--_count', String(charts.length));
    style.setProperty('--_rows', String(Math.ceil(charts.length / 2)));
  }

  protected override get pictureProperties(): readonly string[] {
    return ['autostart', 'charts', 'explain'];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return { model: 'learned', ...pick(this.given, TRAINING) };
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const shown$ = combineLatest([flow.training.state$, this.seen]).pipe(
      filter(([{ phase }, isSeen]) => isSeen || phase !== 'training' || phase !== this.training?.phase),
      map(([training]) => training),
      distinctUntilChanged(),
    );
    subscriptions.add(
      shown$.subscribe((training) => {
        const before = this.training?.phase;
        this.training = training;
        if (before !== training.phase) this.tell();
        this.drawChart();
      }),
    );
    subscriptions.add(this.whenHere({ name: 'training', code: PANEL }, () => {
      this.openPanel();
      subscriptions.add(this.panel!.follow(flow, () => this.requestUpdate()));
    }));
    const { charts } = this.given;
    subscriptions.add(charts ? this.watchCharts(flow, charts) : this.whenHere({ name: 'loss', code: LOSS_CHART }, () => this.drawChart()));
    subscriptions.add(
      flow.training.state$.subscribe((training) => {
        if (training.phase === 'failed') this.report(trainingProblem(training));
        else clearWorker(this);
        this.emit('fm-progress', training);
      }),
    );
    subscriptions.add(this.fetchTraining(flow));
    if (this.given.explain) this.explainSteps(flow, subscriptions);
    if (this.autostart) subscriptions.add(nearScreen(this.flow!).subscribe(() => this.startOnce(this.flow!)));
  }

  private whenHere(named: Named<unknown>, act: () => void): Subscription {
    return this.whenCame(withCode([named], () => of(undefined)), EMPTY, act);
  }

  /** Have what trains fetched; a command may do so after the last try. */
  private fetchTraining({ training }: Flow): Subscription {
    return this.whenCame(training.moments$, training.state$.pipe(filter(({ phase }) => phase !== 'idle')), () => undefined);
  }

  /** @param otherwise$  tells as well that the code is here */
  private whenCame(code$: Observable<unknown>, otherwise$: Observable<unknown>, act: () => void): Subscription {
    let problem: Problem | undefined;
    const asked$ = askedAgain(code$, this.seen, (error) => this.report((problem = problemOf(error, 'code-load'))));
    return merge(asked$, otherwise$).pipe(take(1)).subscribe(() => {
      if (problem) this.withdraw(problem);
      act();
    });
  }

  /** Small charts, as soon as their code is here: from when the figure is seen on, networks are judged for what the charts show. */
  private watchCharts(flow: Flow, charts: readonly ChartName[]): Subscription {
    const code$ = withCode([{ name: charts.join(' '), code: TRAINING_CHARTS }], () => of(TRAINING_CHARTS.now!));
    const judged$ = code$.pipe(switchMap(({ measuresOf }) => {
      this.drawChart();
      return this.seen.pipe(filter(Boolean), take(1), switchMap(() => flow.training.judged(measuresOf(charts))));
    }));
    this.judged = [];
    return askedAgain(judged$, this.seen, (error) => this.report(problemOf(error, 'code-load'))).subscribe((judged) => {
      this.clear('code-load');
      this.judged = judged;
      this.drawChart();
      // What the last network is worth is known after the run has ended, which was told.
      if (this.training?.phase !== 'training' && judged.at(-1)?.step === this.training?.step) this.tell();
    });
  }

  private explainSteps(flow: Flow, subscriptions: Subscription): void {
    subscriptions.add(this.whenHere({ name: 'explain', code: EXPLAIN }, () => {
      this.explaining = EXPLAIN.now!(flow, { problems: this, viewport: this.viewport!, seen$: this.seen, draw: (scene) => this.draw(scene), refresh: this.explained });
    }));
    subscriptions.add(() => {
      this.explaining?.end();
      this.explaining = undefined;
    });
  }

  /** Another stage is shown, or the course of the loss again. */
  private readonly explained = (): void => {
    this.drawChart();
    this.tell();
    this.requestUpdate();
  };

  /** As soon as its code is here, and where no step stands in its place. */
  private drawChart(): void {
    if (this.explaining?.isShown) return;
    this.wordsOfChart = this.words;
    const scene = this.panel?.scene;
    if (scene) this.draw(scene);
  }

  /** Its code is here. */
  private openPanel(): void {
    this.panel ??= new PANEL.now!(() => ({
      root: this.shadowRoot!, flow: this.flow, words: this.words, convention: this.convention, controls: this.given.controls, charts: this.given.charts,
      training: this.training, judged: this.judged, drawAgain: () => this.drawChart(), tellAgain: () => this.tell(),
    }));
    this.panel.dress();
    this.drawChart();
    this.tell();
    this.requestUpdate();
  }

  /** With the controls: who waits for the element may press them. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    if (this.panel || !this.isConnected) return isComplete;
    // What fails, or is late, is reported where the panel is watched for.
    await inTime(PANEL.fetch(), () => new Error('It is late.')).catch(() => undefined);
    if (PANEL.now && !this.panel) this.openPanel();
    return super.getUpdateComplete();
  }

  /** Whatever has become of the training meanwhile is the reader's. */
  private startOnce(flow: Flow): void {
    if (autostarted.has(flow)) return;
    autostarted.add(flow);
    if (this.training?.phase === 'idle') flow.training.start();
  }

  protected override nameOf({ parameters }: Flow): string {
    return this.words.trainer.name(wayOf(parameters));
  }

  protected override describe(_t: number, flow: Flow): string {
    return inSentences(this.nameOf(flow), (this.training && this.panel?.summary(this.training)) ?? '');
  }

  protected override told = (): string => this.explaining?.told(this.words, this.convention) ?? '';

  protected override probeKeys = (): string | undefined => this.explaining?.keys(this.words);

  protected override renderTold(): TemplateResult | typeof nothing {
    return this.explaining ? html`<p class="note reading" part="reading">${this.told()}</p>` : nothing;
  }

  /** Train, or go on after a pause. */
  train(): void {
    this.flow?.training.start();
  }

  pauseTraining(): void {
    this.flow?.training.pause();
  }

  /** Back to the initial weights. */
  resetTraining(): void {
    this.flow?.training.reset();
  }

  /** One optimiser step, after which the training rests. */
  stepTraining(): void {
    this.flow?.training.step();
  }

  /** Train on the network's own pairs of noise and where it carries them: its paths become straighter. */
  reflow(): void {
    this.flow?.training.reflow();
  }

  protected override renderControls(): TemplateResult {
    return html`<div class=${this.given.controls === 'full' ? 'training full' : 'training'} part="controls">${this.panel?.render()}${this.explaining?.render(this.words)}</div>`;
  }
}
