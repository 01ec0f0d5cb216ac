import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { BehaviorSubject, EMPTY, Subscription, combineLatest, debounceTime, distinctUntilChanged, switchMap, type Observable } from 'rxjs';
import type { ScheduleName } from '../../src/math/index.ts';
import { createViewport, type Scene, type Viewport } from '../../src/scene/index.ts';
import type { CouplingName, Flow, FlowParameters, Laws } from '../../src/streams/index.ts';
import { keepKeys } from '../controls/keep-keys.ts';
import { Timeline, timelineStyles } from '../controls/timeline.ts';
import { ClockElement } from './clock-element.ts';
import { DataController } from './data-controller.ts';
import { sourceOf } from './data-source.ts';
import { dimensionProblem } from './drawable.ts';
import { FlowController } from './flow-controller.ts';
import { hostStyles } from './host-styles.ts';
import { inSight } from './in-sight.ts';
import { address, number, numberOr, numeral, oneOf, readProperties, text, type Kinds } from './kinds.ts';
import { renderLeftOut, renderRows, renderWaiting } from './messages.ts';
import { watchNearness } from './nearness.ts';
import { observe } from './observe.ts';
import { PrintController } from './print-controller.ts';
import { printStyles } from './print-styles.ts';
import { clearWorker, foremost, problemOf, workerCode, type Problem } from './problem.ts';
import { ReaderClock } from './reader-clock.ts';
import { seenFlow } from './seen-flow.ts';
import { watchSettings } from './settings.ts';
import { renderSurface } from './surface.ts';
import { isLightInk, readTheme, ROLES, themeStyles } from './theme.ts';
import { VERSION } from './version.ts';
import { passOnWarnings } from './worker-warnings.ts';

/** Attributes of whose mistakes the element says it that has the data. */
const ABOUT_DATA: ReadonlySet<string> = new Set(['target', 'columns']);
/** Words follow the picture when it rests: nobody can listen to every frame. */
const REST_MS = 600;

/**
 * What the three elements have in common: they make a flow or join one, load an author's data, show time and
 * errors. Everything with a formula is below, in `src`.
 *
 * @slot - shown until the figure is live, when it cannot be, and without JavaScript: an image with its `alt`
 * @slot caption - words below the figure
 * @fires fm-ready - the figure has drawn its first picture
 * @fires fm-error - something the author gave cannot be used; detail: `{ code, attribute, message }`
 * @fires fm-warning - the figure goes on, but not as it should; detail: `{ code, message }`
 * @fires input - the reader has moved the time; `value` is t
 * @fires play - the reader has started the clock
 * @fires pause - the reader has stopped the clock
 */
export abstract class FmElement extends ClockElement {
  /** Version of the package that the element is of. */
  static readonly version = VERSION;
  static override styles = [hostStyles, themeStyles, timelineStyles, printStyles];

  private readonly data = new DataController(this, this);
  private readonly flows = new FlowController(this, this);
  protected readonly printing = new PrintController(this, () => this.toSvg());
  private readonly readerClock = new ReaderClock(this);
  protected readonly timeline = new Timeline(this, this.readerClock, this.format);

  @query('.figure') private figureElement!: HTMLElement;
  @query('.roles') private rolesElement!: HTMLElement;
  @query('canvas') protected canvas!: HTMLCanvasElement;
  @query('.labels') private labels!: HTMLElement;

  @state() private isLive = false;
  @state() private isTurnable = false;
  @state() private leftOut = 0;
  @state() private sentence = '';

  /** Law of X_0: a data set's name. */
  @property() source?: string;
  /** Law of X_1: a data set's name, or `text:` and up to 16 characters. */
  @property() target?: string;
  /** How X_t runs from X_0 to X_1: `linear`, `cosine`, `variance-preserving` or `polynomial-N`. */
  @property() schedule?: ScheduleName;
  /** Which ends belong together in training: `independent`, `ot` or `sinkhorn` in each batch. */
  @property() coupling?: CouplingName;
  /** Address of a CSV file, or of an image whose dark places are the law: the target. */
  @property() src?: string;
  /** One to three of the file's columns, separated by commas; without it, the first two that hold numbers. */
  @property() columns?: string;
  /** Width of the Gaussian that each row of the file stands for, in standard deviations of its column, 0..10; `auto`, Silverman's rule, when absent. */
  @property({ converter: numeral }) bandwidth?: number | 'auto';
  /** One seed for clouds, initial weights and batches; an integer in 0..2^32-1. */
  @property({ converter: numeral }) seed?: number;
  /** `#id` of the element whose flow this one shows. */
  @property() from?: string;
  /** `timeline`, `none`, or, on a trainer, `full`. */
  @property({ useDefault: true }) controls: 'timeline' | 'full' | 'none' = 'timeline';

  /** Those of the properties that can be used. */
  protected given: Partial<this> = {};
  protected viewport: Viewport | undefined;
  /** Whether the reader can see some of the figure. */
  protected readonly seen = new BehaviorSubject(false);
  /** The flow as this figure shows it. */
  private shown: Flow | undefined;
  private subscriptions = new Subscription();
  private picture = new Subscription();

  override willUpdate(changed: PropertyValues<this>): void {
    const { given, wrong = this.timeProblem } = readProperties(this, this.kinds);
    this.given = given;
    if (wrong) this.report(wrong); else this.clear('choice');
    if (changed.has('from')) this.flows.join(given.from);
    if (['src', 'columns', 'bandwidth', 'target'].some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name))) this.data.load(sourceOf(given));
    this.flows.set(this.data.isWaiting ? undefined : this.allParameters());
    if (this.flow) this.beginClock(this.flow);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const isOther = this.pictureProperties.some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name));
    if (isOther && this.shown && this.viewport) this.settle(this.shown, this.shown.laws);
    this.timeline.write();
  }

  /** The flow that the figure shows: its own, the one it joined, or one that a script gave it. */
  get flow(): Flow | undefined {
    return this.flows.flow;
  }
  set flow(flow: Flow | undefined) {
    this.flows.give(flow);
  }

  /** State, for elements that join by `from`. */
  get flow$(): Observable<Flow | undefined> {
    return this.flows.flow$;
  }

  /** The picture as it stands, as a vector file for papers; undefined before there is one. */
  toSvg(): string | undefined {
    return this.viewport?.toSvg();
  }

  /** What the properties may hold; anything else is said to be wrong. */
  protected get kinds(): Kinds {
    return {
      source: text, target: text, schedule: text, coupling: text, src: address, columns: text, bandwidth: numberOr('auto'), seed: number, from: address, controls: oneOf(['timeline', 'none']),
    };
  }

  /** Properties that ask for another picture of the same flow. */
  protected get pictureProperties(): readonly string[] {
    return [];
  }

  /** Parameters of the flow that only this element has, from those of its attributes that are set. */
  protected abstract ownParameters(): Partial<FlowParameters>;

  /** Subscribe to what the figure draws; called once for each flow, and again after the element has come back. */
  protected abstract watch(flow: Flow, subscriptions: Subscription): void;

  /** What the figure is about, in a few words. */
  protected abstract nameOf(flow: Flow): string;

  /** What stands in the picture, for those who cannot see it. */
  protected abstract describe(t: number, flow: Flow): string;

  /**
   * Follow the pictures of the flow's laws; an error of theirs becomes words in the figure, until there is a picture again.
   *
   * @param problem$  State: why there can be none at present
   */
  protected watchPictures(flow: Flow, problem$: Observable<Problem | undefined>, pictures: (laws: Laws) => Observable<Scene>): Subscription {
    const picture$ = combineLatest([flow.laws$, problem$]).pipe(
      switchMap(([laws, problem]) => {
        if (!problem) return this.clear('exact'), pictures(laws);
        this.report(problem);
        return EMPTY;
      }),
    );
    const show = (scene: Scene): void => (clearWorker(this), this.draw(scene));
    return observe(picture$, this.flow, show, (error) => this.report(problemOf(error, workerCode(error as Error))));
  }

  /** Show a picture; with the first one the slotted still goes. */
  protected draw(scene: Scene): void {
    this.viewport?.show(scene);
    this.leftOut = scene.leftOut ?? 0;
    this.isTurnable = scene.depth === 'deep';
    if (this.isLive) return;
    this.isLive = true;
    this.emit('fm-ready');
  }

  private allParameters(): Partial<FlowParameters> {
    const { source, target, schedule, coupling, seed } = this.given;
    const all = { source, target: this.data.loaded?.dataset ?? target, schedule, coupling, seed, ...this.ownParameters() };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  protected override enter(): void {
    this.subscriptions = new Subscription();
    this.viewport = createViewport(this.canvas, this.labels);
    this.viewport.onWarning = (code, message) => this.emit('fm-warning', { code, message });
    this.subscriptions.add(passOnWarnings((warning) => this.emit('fm-warning', warning)));
    this.refreshTheme();
    this.subscriptions.add(watchSettings(this, { recolour: this.refreshTheme, calm: () => this.pause() }));
    this.subscriptions.add(inSight(this).subscribe((isSeen) => this.seen.next(isSeen)));
    let current = new Subscription();
    this.subscriptions.add(
      this.flows.flow$.subscribe((flow) => {
        current.unsubscribe();
        this.subscriptions.add((current = new Subscription()));
        this.shown = undefined;
        this.timeline.playing = false;
        if (flow) this.follow(flow, current);
      }),
    );
  }

  protected override leave(): void {
    this.subscriptions.unsubscribe();
    this.seen.next(false);
    this.viewport?.dispose();
    this.viewport = undefined;
  }

  protected override moved(): void {
    this.flows.moved();
    this.refreshTheme();
  }

  private follow(flow: Flow, subscriptions: Subscription): void {
    this.beginClock(flow);
    const shown = (this.shown = seenFlow(flow, this.seen));
    subscriptions.add(watchNearness(this, flow));
    subscriptions.add(
      shown.time$.subscribe((t) => {
        this.timeline.time = t;
        if (this.viewport) this.viewport.time = t;
      }),
    );
    subscriptions.add(shown.time$.pipe(debounceTime(REST_MS)).subscribe(() => this.tell()));
    subscriptions.add(flow.clock.playing$.subscribe((isPlaying) => (this.timeline.playing = isPlaying)));
    subscriptions.add(() => this.picture.unsubscribe());
    subscriptions.add(
      flow.laws$.pipe(distinctUntilChanged((a, b) => this.problemWith(a)?.message === this.problemWith(b)?.message)).subscribe((laws) => this.settle(shown, laws)),
    );
  }

  /** Draw the flow, or say why it cannot be drawn. */
  private settle(flow: Flow, laws: Laws): void {
    this.picture.unsubscribe();
    this.picture = new Subscription();
    this.clear('dimension');
    this.clear('exact');
    const problem = this.problemWith(laws);
    // Whose data it is, says so; those that follow it stay silent.
    if (!problem) this.watch(flow, this.picture);
    else if (!this.given.from || !ABOUT_DATA.has(problem.attribute ?? '')) this.report(problem);
  }

  /** Why this element cannot draw such laws. */
  protected problemWith(laws: Laws): Problem | undefined {
    return dimensionProblem(laws);
  }

  /** The sentence beside the picture says what stands there now. */
  protected tell(): void {
    this.sentence = this.flow ? this.describe(this.t, this.flow) : '';
  }

  protected override spokenAnew(): void {
    this.tell();
    this.refreshTheme();
    this.requestUpdate();
  }

  private readonly refreshTheme = (): void => {
    this.figureElement.classList.toggle('dark', isLightInk(this));
    if (this.viewport) this.viewport.theme = readTheme(this.rolesElement, this.language.locale);
  };

  /** The row below the picture. */
  protected renderControls(): TemplateResult {
    return this.timeline.render();
  }

  override render(): TemplateResult {
    const { flow, isTurnable, isLive } = this;
    const problem = foremost(this.problems.values());
    const sentence = this.sentence || (flow ? this.describe(this.t, flow) : '');
    const waiting = renderWaiting(this.given.src, this.given.from);
    return html`
      <div class="figure" part="figure" @keydown=${keepKeys} role="group" aria-label=${flow ? this.nameOf(flow) : 'Flow matching'}>
        <div class="roles" aria-hidden="true" @transitionend=${this.refreshTheme}>${ROLES.map((role) => html`<i data-role=${role}></i>`)}</div>
        ${renderSurface({ sentence, isTurnable, isLive, problem, waiting, onKey: this.readerClock.onKey })}
        ${this.given.controls === 'none' ? nothing : this.renderControls()}
        ${renderRows(this.given.src, this.data.loaded?.rows, this.format)}${renderLeftOut(this.leftOut, this.format)}
        <slot name="caption"></slot>
        <p class="unseen" aria-live="polite">${this.shadowRoot?.activeElement ? this.sentence : ''}</p>
      </div>
    `;
  }
}
