import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { BehaviorSubject, Subscription, debounceTime, distinctUntilChanged, merge, type Observable } from 'rxjs';
import { createViewport, type Scene, type Viewport } from '../../src/scene/index.ts';
import { FLOW, PROBLEM, type Flow, type FlowParameters, type Laws, type Rows } from '../../src/streams/index.ts';
import { keepInput, keepKeys } from '../controls/keep-events.ts';
import { timeOnPaper, Timeline, timelineStyles } from '../controls/timeline.ts';
import { ClockElement } from './clock-element.ts';
import type { Comparison } from './compared.ts';
import { DataController } from './data-controller.ts';
import { sourceOf } from './data-source.ts';
import { dimensionProblem } from './drawable.ts';
import { FlowController } from './flow-controller.ts';
import { hostStyles } from './host-styles.ts';
import { inSight } from './in-sight.ts';
import { OwnDataLater } from './own-data-later.ts';
import { inSentences, renderLeftOut, renderRows, renderWaiting } from './messages.ts';
import { watchNearness } from './nearness.ts';
import { PrintController } from './print-controller.ts';
import { printStyles } from './print-styles.ts';
import { clearFailures, foremost, isAboutData, isFailure, isSameProblem, type Problem } from './problem.ts';
import { ownDefaults, pick, propertiesOf, readProperties, type Properties } from './properties.ts';
import { ReaderClock } from './reader-clock.ts';
import { CLOCK, DATA, SHARED } from './rows.ts';
import { seenFlow } from './seen-flow.ts';
import { watchSettings } from './settings.ts';
import { renderSurface } from './surface.ts';
import { isLightInk, readTheme, ROLES, themeStyles } from './theme.ts';
import { VERSION } from './version.ts';
import { passOnWarnings } from './worker-warnings.ts';

/** Words follow the picture when it rests: nobody can listen to every frame. */
const REST_MS = 600;

export interface FmElement extends Properties<typeof SHARED> {}

/**
 * What the three elements have in common: they make a flow or join one, load an author's data, show time and
 * errors. Everything with a formula is below, in `src`.
 *
 * @slot - shown until the figure is live, when it cannot be, and without JavaScript: an image with its `alt`
 * @slot caption - words below the figure
 * @fires fm-ready - the figure has drawn its first picture, of an exact field a coarse one, which a finer one follows
 * @fires fm-error - something the author gave cannot be used; detail: `{ code, attribute, message }`
 * @fires fm-warning - the figure goes on, but not as it should; detail: `{ code, message }`
 * @fires fm-data - the reader has brought data with `own-data`, or gone back to others; detail: `{ kind, name, count, columns, classes }`
 * @fires input - the reader has moved the time; `value` is t, 0 at the source and 1 at the data whatever the `convention`
 * @fires play - the reader has started the clock
 * @fires pause - the reader has stopped the clock
 */
export abstract class FmElement extends ClockElement {
  /** Version of the package that the element is of. */
  static readonly version = VERSION;
  /** What an author can set: a row for each attribute, and for the property that comes of it. */
  static readonly rows: Rows = { ...SHARED, ...CLOCK };
  static override properties = propertiesOf(SHARED);
  static override styles = [hostStyles, themeStyles, timelineStyles, printStyles];

  /** Whether the reader can see some of the figure. */
  protected readonly seen = new BehaviorSubject(false);
  private readonly data = new DataController(this, this);
  private readonly flows = new FlowController(this, this);
  private readonly brought = new OwnDataLater(this, {
    seen$: this.seen, flow: () => this.flow, ways: () => this.given.ownData, words: () => this.words, bandwidth: () => this.given.bandwidth,
    unfit: (laws) => this.problemWith(laws), onData: (detail) => this.emit('fm-data', detail),
  });
  protected readonly printing = new PrintController(this, () => (this.problems.size > 0 ? undefined : (this.comparison?.isReplacing ? this.comparison : this.viewport)?.toSvg()));
  protected readonly readerClock = new ReaderClock(this);
  protected readonly timeline = new Timeline(this, this.readerClock, () => this.words, () => this.convention);

  @query('.figure') private figureElement!: HTMLElement;
  @query('.roles') private rolesElement!: HTMLElement;
  @query('canvas') protected canvas!: HTMLCanvasElement;
  @query('.labels') private labels!: HTMLElement;

  @state() private isLive = false;
  @state() private isTurnable = false;
  @state() private leftOut = 0;
  /** Several figures in the place of this one, or over it. */
  @state() protected comparison: Comparison | undefined;
  @state() private sentence = '';

  /** Those of the properties that can be used. */
  protected given: Partial<this> = {};
  /** Warnings that hold and have been given. */
  private notes: readonly string[] = [];
  protected viewport: Viewport | undefined;
  /** The flow as this figure shows it. */
  private shown: Flow | undefined;
  private subscriptions = new Subscription();
  private picture = new Subscription();

  constructor() {
    super();
    Object.assign(this, ownDefaults(this.rows));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { given, notes, wrong } = readProperties(this, this.rows);
    this.given = given;
    for (const note of notes) if (!this.notes.includes(note)) console.warn(`fm-elements: ${note}`);
    this.notes = notes;
    const problem = [...wrong.values()][0] ?? this.timeProblem;
    if (problem) this.report(problem); else this.clear('choice');
    if (changed.has('from')) this.flows.join(given.from);
    if (Object.keys(DATA).some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name))) this.data.load(sourceOf(given));
    // Of a flow nothing is changed by halves: what was holds until the mistake is mended.
    this.flows.set(this.data.isWaiting || [...wrong.keys()].some((name) => Object.hasOwn(FLOW, name)) ? undefined : this.allParameters());
    if (this.flow) this.beginClock(this.flow);
    super.willUpdate(changed);
    const isOther = this.pictureProperties.some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name));
    if (isOther && this.shown && this.viewport) this.settle(this.shown, this.shown.laws);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.timeline.write();
    this.brought.update();
    this.comparison?.update(this.problems.size === 0);
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
    return (this.comparison ?? this.viewport)?.toSvg();
  }

  /** Properties that ask for another picture of the same flow. */
  protected get pictureProperties(): readonly string[] {
    return [];
  }

  /** Parameters of the flow that only this element has, from those of its attributes that are set. */
  protected ownParameters(): Partial<FlowParameters> {
    return {};
  }

  private get rows(): Rows {
    return (this.constructor as typeof FmElement).rows;
  }

  /** Subscribe to what the figure draws; called once for each flow, and again after the element has come back. */
  protected abstract watch(flow: Flow, subscriptions: Subscription): void;

  /** What the figure is about, in a few words. */
  protected abstract nameOf(flow: Flow): string;

  /** What stands in the picture, for those who cannot see it. @param t  as it is told */
  protected abstract describe(t: number, flow: Flow): string;

  /** Show a picture; with the first one the slotted still goes. */
  protected draw(scene: Scene): void {
    this.viewport?.show(scene);
    this.isTurnable = scene.depth === 'deep';
    this.goLive(scene);
  }

  /** There is a picture, here or in the place of this one. The first one in space waits for its shaders: the still stands until then. */
  protected goLive(scene: Scene, viewport = this.viewport): void {
    this.leftOut = scene.leftOut ?? 0;
    if (!this.isLive) viewport?.whenPainted(this.live);
  }

  private readonly live = (): void => {
    if (this.isLive) return;
    this.isLive = true;
    this.language.whenReady(() => this.emit('fm-ready'));
  };

  private allParameters(): Partial<FlowParameters> {
    return { ...pick(this.given, PROBLEM), ...(this.data.loaded && { target: this.data.loaded.dataset }), ...this.ownParameters() };
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
    this.language.moved();
    this.refreshTheme();
  }

  private follow(flow: Flow, subscriptions: Subscription): void {
    this.beginClock(flow);
    const shown = (this.shown = seenFlow(flow, this.seen));
    subscriptions.add(watchNearness(this, flow));
    subscriptions.add(shown.time$.subscribe((t) => {
      this.timeline.time = t;
      if (this.viewport) this.viewport.time = t;
    }));
    subscriptions.add(merge(shown.time$, flow.laws$, flow.parameters$).pipe(debounceTime(REST_MS)).subscribe(() => this.tell()));
    subscriptions.add(flow.clock.playing$.subscribe((isPlaying) => (this.timeline.playing = isPlaying)));
    subscriptions.add(() => this.picture.unsubscribe());
    subscriptions.add(flow.laws$.pipe(distinctUntilChanged((a, b) => isSameProblem(this.problemWith(a), this.problemWith(b)))).subscribe((laws) => this.settle(shown, laws)));
  }

  /** Draw the flow, or say why it cannot be drawn. */
  private settle(flow: Flow, laws: Laws): void {
    this.picture.unsubscribe();
    this.picture = new Subscription();
    for (const code of ['compare', 'ask', 'dimension', 'exact'] as const) this.clear(code);
    clearFailures(this);
    const problem = this.problemWith(laws);
    if (!problem) this.watch(flow, this.picture);
    else if (!this.given.from || !isAboutData(problem)) this.report(problem);
  }

  /** Why this element cannot draw such laws. */
  protected problemWith(laws: Laws): Problem | undefined {
    return dimensionProblem(laws);
  }

  /** What is told beside the picture, in words; nothing when empty. */
  protected told = (): string => '';
  /** What keys do with the cross of a probe, where there is one. */
  protected probeKeys = (): string | undefined => undefined;

  private sentenceOf(flow: Flow | undefined): string {
    return flow ? inSentences(this.describe(this.toldTime, flow), this.told()) : '';
  }

  /** The sentence beside the picture says what stands there now. */
  protected tell(): void {
    this.sentence = this.sentenceOf(this.flow);
  }

  protected override spokenAnew(): void {
    this.tell();
    this.refreshTheme();
    this.requestUpdate();
  }

  private readonly refreshTheme = (): void => {
    this.figureElement.classList.toggle('dark', isLightInk(this));
    if (this.viewport) this.viewport.theme = readTheme(this.rolesElement, this.language, this.convention);
    this.comparison?.update(this.problems.size === 0);
  };

  /** The row below the picture. */
  protected renderControls(): TemplateResult {
    return this.timeline.render();
  }

  /** What stands below the picture whether it has controls or not. */
  protected renderTold(): TemplateResult | typeof nothing {
    return nothing;
  }

  override render(): TemplateResult {
    const { flow, isTurnable, words, language: { isReady } } = this;
    const problem = foremost(this.problems.values());
    const isRefused = problem !== undefined && !isFailure(problem);
    return html`
      <div class="figure" part="figure" @keydown=${keepKeys} @input=${keepInput} role="group" aria-label=${flow ? this.nameOf(flow) : words.figure.name} aria-busy=${isReady ? nothing : 'true'}>
        <div class="roles" aria-hidden="true" @transitionend=${this.refreshTheme}>${ROLES.map((role) => html`<i data-role=${role}></i>`)}</div>
        ${renderSurface({ sentence: this.sentence || this.sentenceOf(flow), isTurnable, probeKeys: this.probeKeys(), isLive: this.isLive && isReady, problem, isRefused, waiting: renderWaiting(this.given.src, this.given.from, words), words, onKey: this.readerClock.onKey, isReplaced: !problem && this.comparison?.isReplacing === true })}${this.comparison?.element}
        ${isRefused ? nothing : html`${this.given.controls === 'none' ? timeOnPaper : this.renderControls()}${this.renderTold()}
          ${renderRows(this.given.src, this.data.told(flow, words))}${renderLeftOut(this.leftOut, words)}`}${this.brought.render()}
        <slot name="caption"></slot>
        <p class="unseen" aria-live="polite">${this.shadowRoot?.activeElement ? this.sentence : ''}</p>
      </div>
    `;
  }
}
