import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { BehaviorSubject, debounceTime, distinctUntilChanged, map, merge, of, skip, Subject, switchMap, type Subscription } from 'rxjs';
import { ASKED, domainOf, figure, holdsPlace, isPartly, layerOf, PROBES, spanned, VIEWS, withCode, type FigureOptions, type FigureScene, type FigureSettings, type ProbeName, type Quantity, type Reading, type ViewName, type ViewWord } from '../../src/figures/index.ts';
import type { Place } from '../../src/math/index.ts';
import type { Scene } from '../../src/scene/index.ts';
import { FLOW, type Flow, type FlowParameters, type Laws, type Rows } from '../../src/streams/index.ts';
import type { Entropic } from '../controls/sinkhorn.ts';
import type { Asking } from '../ask/index.ts';
import { checkpointProblem, comparesCheckpoints, either, keeping, stepsToKeep } from './checkpoint.ts';
import type { Compared, Given } from './compared.ts';
import { askProblem, boxProblem, chartOf, chartProblem, layersProblem, pointsProblem, probeProblem, viewOf, viewProblem } from './drawable.ts';
import { DrawnBox } from './drawn-box.ts';
import { probeWords, tell } from '../locales/index.ts';
import { generated } from './generator.ts';
import { exactProblem, type Instead } from './exact-field.ts';
import { FIGURE } from './figure-rows.ts';
import { FmElement } from './fm-element.ts';
import { innerPlace } from './inner-place.ts';
import { ASK, COMPARE, SINKHORN } from './later-code.ts';
import { inSentences, networkInWords, renderNetwork, renderNotes } from './messages.ts';
import { problemOf, type Problem } from './problem.ts';
import { propertiesOf, type Properties } from './properties.ts';
import { readAnew } from './readings.ts';
import { wayOf } from './way.ts';
import { isAbsent, networkOf, whileThere, type Network } from './network.ts';
import { askedAgain, watchPictures, type PictureSource } from './watch-pictures.ts';

/** The reader's own; the first of more make room. */
const MOST_CHOSEN = 8;
/** Words follow the cross when it rests. */
const REST_MS = 600;

export interface FigureElement extends Properties<typeof FIGURE> {}

/** What field and sampler have in common: they show a flow by the layers of a view. */
export abstract class FigureElement extends FmElement {
  static override readonly rows: Rows = { ...FmElement.rows, ...FIGURE };
  static override properties = propertiesOf(FIGURE);

  /** What is not drawn, because it has thrown. */
  @state() private failures: readonly { readonly layer: string; readonly reason: string }[] = [];

  /** What the reader is asked. */
  @state() private asking: Asking | undefined;

  /** What layers and probes tell beside the picture. */
  @state() private readings: readonly Reading[] = [];
  /** Whose cross is shown. */
  @state() private pointedBy: ProbeName | undefined;
  /** Of a comparison each variant says it itself. */
  @state() private network: Network = 'none';
  private scene: FigureScene | undefined;
  private comparedNotes: readonly string[] = [];
  private readonly cross = new BehaviorSubject<Place | undefined>(undefined);
  /** What the reader has chosen, in inner coordinates. */
  private readonly chosen = new BehaviorSubject<readonly Place[]>([]);
  private readonly drawnBox = new DrawnBox();
  /** How often the reader has pressed where the cross stands. */
  private readonly presses = new BehaviorSubject(0);
  /** Another picture tells something else. */
  private readonly read = new Subject<void>();

  /** The view of data of two axes when none is asked for. */
  protected abstract readonly usualView: ViewWord;
  /** What there is where the exact field is not known. */
  protected abstract readonly instead: Instead;
  /** Layers when none are asked for. */
  protected abstract usualLayers(view: ViewName, given: Partial<this>): readonly string[];
  /** What is shown of a flow, by what its members share and by the element's own rows, which a variant of a comparison has otherwise. */
  protected abstract settings(parameters: FlowParameters, given: Partial<this>): FigureSettings;
  /** What stands in a picture that is made so. @param t  as it is told */
  protected abstract pictured(t: number, flow: Flow, given: Partial<this>): string;

  protected override get pictureProperties(): readonly string[] {
    return Object.keys(FIGURE);
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    if (this.failures.length > 0) this.failures = [];
    this.point(flow, subscriptions);
    const { compare, ask } = this.given;
    this.onNetwork('none');
    subscriptions.add(flow.training.keep(stepsToKeep(this.given)));
    if (compare !== undefined) return this.compareVariants(flow, compare, subscriptions);
    if (ask === undefined) subscriptions.add(watchPictures(this.picturesOf(flow, this.given), this, (scene) => this.draw(scene)));
    else this.askReader(flow, ask, subscriptions);
    subscriptions.add(networkOf(flow, (parameters) => generated(this.settings(parameters, this.given), this.given), this.seen).subscribe(this.onNetwork));
  }

  private readonly onNetwork = (network: Network): void => {
    if (network === this.network) return;
    if (isAbsent((this.network = network))) this.viewport?.show(null);
    this.tell();
  };

  private picturesOf(flow: Flow, given: Partial<this>, change = (options: FigureOptions, _laws: Laws): FigureOptions => options): PictureSource {
    const settings$ = flow.parameters$.pipe(map((parameters) => generated(this.settings(parameters, given), given)), distinctUntilChanged((a, b) => a.models.join() === b.models.join()));
    const isOfLaws = !given.probe && (given.layers?.every((layer) => layerOf(layer)?.isOfLaws) ?? false);
    return {
      flow,
      seen$: this.seen,
      problem$: keeping(flow, given.checkpoint, either(checkpointProblem(flow, given.checkpoint !== undefined, 'checkpoint', settings$), exactProblem(flow, settings$.pipe(map(({ models }) => models.includes('exact') && !isOfLaws)), this.instead))),
      pictures: (laws) => settings$.pipe(switchMap((settings) => whileThere(flow, settings, this.seen, () => figure(flow, laws, change(this.options(laws, settings, given), laws))))),
    };
  }

  private options(laws: Laws, settings: FigureSettings, given: Partial<this>): FigureOptions {
    const view = this.viewOf(laws, given);
    const { probe, points = [], pairs, until, box } = given;
    this.drawnBox.domain = domainOf(laws, view);
    this.drawnBox.given = box && spanned(innerPlace(box[0], laws).x, innerPlace(box[1], laws).x);
    const places = points.map((place) => innerPlace(place, laws));
    const instead = (probe && PROBES[probe].instead?.[VIEWS[view].traits.depth]) ?? [];
    const usual = given.ownData && laws.target.classes && !VIEWS[view].traits.chart ? [...this.usualLayers(view, given), 'classes'] : this.usualLayers(view, given);
    const asked = given.layers ?? usual.filter((layer) => !instead.includes(layer) && (!isPartly(laws) || layerOf(layer)?.isOfAxes || layerOf(layer)?.isGallery));
    const layers = !VIEWS[view].traits.chart && (places.length > 0 || (probe && PROBES[probe].press === 'path')) && !asked.includes('points') ? [...asked, 'points'] : asked;
    const told = given.generator !== undefined && !VIEWS[view].traits.chart && !layers.includes('fit') ? [...layers, 'fit'] : layers;
    const chosen$ = this.chosen.pipe(map((chosen) => [...places, ...chosen]));
    const box$ = this.drawnBox.drawn$.pipe(map((drawn) => drawn ?? this.drawnBox.given));
    return {
      ...settings, ...(pairs && { pairs: pairs === 'all' ? pairs : Number(pairs) }), ...(until !== undefined && { until }), ...(given.planBatch && { group: given.planBatch }), ...(given.sinkhornRounds && { rounds: given.sinkhornRounds }),
      view, layers: told, ...(probe && { probe }), cross$: this.cross, chosen$, box$, presses$: this.presses, onFailure: this.onLayerFailure,
    };
  }

  /** Several figures in the place of one. */
  private compareVariants(flow: Flow, asked: string, subscriptions: Subscription): void {
    const end = (): void => (this.comparison?.end(), (this.comparison = undefined));
    subscriptions.add(askedAgain(withCode([{ name: 'compare', code: COMPARE }], () => checkpointProblem(flow, comparesCheckpoints(this.given), 'compare')), this.seen, (error) => this.report(problemOf(error, 'code-load', 'compare'))).subscribe((problem) => {
      for (const code of ['code-load', 'exact'] as const) this.clear(code);
      end();
      if (problem) this.report(problem);
      else this.comparison = COMPARE.now!(asked, flow, this.compared());
    }));
    subscriptions.add(end);
  }

  /** The figure tells nothing before its reader has. */
  private askReader(flow: Flow, quantity: Quantity, subscriptions: Subscription): void {
    const { probe, points = [], layers } = this.given;
    const code$ = withCode([{ name: 'ask', code: ASK }, { name: 'ask', code: ASKED }], () => of(ASK.now!));
    subscriptions.add(askedAgain(code$, this.seen, (error) => this.report(problemOf(error, 'code-load', 'ask'))).subscribe(({ ask, askWords }) => {
      this.clear('code-load');
      const asking = ask(this.shadowRoot!, this.viewOf(flow.laws, this.given), {
        flow, quantity, ...(probe && { probe }), places: points.map((place) => innerPlace(place, flow.laws)), named: layers,
        words: () => askWords(this.words), convention: () => this.convention, refresh: this.again, onAnswer: (answer) => this.emit('fm-answer', answer),
      });
      if ('code' in asking) return this.report(asking);
      this.asking = asking;
      if (this.viewport && !asking.isBox) this.viewport.pointing = asking.pointing;
      subscriptions.add(this.drawnBox.drawn$.pipe(skip(1)).subscribe(asking.next));
      subscriptions.add(flow.time$.pipe(skip(1)).subscribe(asking.moved));
      subscriptions.add(watchPictures(this.picturesOf(flow, this.given, (options, laws) => asking.change(options, laws)), this, (scene) => this.draw(scene)));
    }));
    subscriptions.add(() => (this.asking = undefined));
  }

  /** The figure as its variants need it. */
  private compared(): Compared {
    const given = (values: Given): Partial<this> => values as Partial<this>;
    const { rows: own } = this.constructor as typeof FigureElement;
    return {
      root: this.shadowRoot!, viewport: this.viewport!, seen$: this.seen, given: this.given,
      rows: own, figureRows: Object.fromEntries(this.pictureProperties.map((name) => [name, own[name]])), flowRows: FLOW, isOverlay: this.given.compareBy === 'overlay',
      words: () => this.words, time: () => this.toldTime, tell: this.tellReading, onKey: this.readerClock.onKey,
      picturesOf: (flow, values, change) => this.picturesOf(flow, given(values), change),
      settings: (parameters, values) => generated(this.settings(parameters, given(values)), given(values)),
      options: (laws, settings, values) => this.options(laws, settings, given(values)),
      problemWith: (laws, values) => this.unfit(laws, given(values)),
      pictured: (t, flow, values) => this.picturedOf(t, flow, given(values)),
      problems: this, draw: (scene) => this.draw(scene), goLive: (scene, viewport) => this.goLive(scene, viewport), refresh: () => this.requestUpdate(), onNotes: this.onNotes,
      onProblem: (problem) => this.tellProblem(problem), onWarning: (code, message) => this.emit('fm-warning', { code, message }),
    };
  }

  /** The same is said once, however often the figure is made anew. */
  private readonly onNotes = (notes: readonly string[]): void => {
    for (const note of notes) if (!this.comparedNotes.includes(note)) console.warn(`fm-elements: ${note}`);
    this.comparedNotes = notes;
  };

  /** What the reader points at and chooses, while the figure has a probe. */
  private point({ laws, laws$ }: Flow, subscriptions: Subscription): void {
    const { probe, points: [first] = [] } = this.given;
    const forget = (): void => {
      this.chosen.next([]);
      this.presses.next(0);
      this.drawnBox.drawn$.next(undefined);
    };
    forget();
    this.cross.next(first && innerPlace(first, laws));
    this.pointedBy = probe;
    // Places of data of another dimension are none of these.
    subscriptions.add(laws$.pipe(map(({ target }) => target.dimension), distinctUntilChanged(), skip(1)).subscribe(() => {
      forget();
      this.cross.next(undefined);
    }));
    if (!this.viewport) return;
    this.viewport.pointing = !probe ? null : PROBES[probe].press === 'box' ? this.drawnBox.pointing(this.cross) : {
      cross: () => this.cross.value,
      move: (place) => this.move(place),
      press: (place) => (PROBES[probe].press === 'path' ? this.chosen.next([...this.chosen.value, place].slice(-MOST_CHOSEN)) : this.presses.next(this.presses.value + 1)),
      clear: () => (this.chosen.next([]), this.presses.next(0)),
    };
    subscriptions.add(merge(this.read, this.cross.pipe(skip(1)), this.drawnBox.drawn$.pipe(skip(1))).pipe(debounceTime(REST_MS)).subscribe(() => this.tell()));
  }

  private move(place: Place): void {
    const before = this.cross.value;
    if (!before || before.x.join() !== place.x.join() || before.t !== place.t) this.presses.next(0);
    this.cross.next(place);
  }

  protected override draw(scene: Scene): void {
    super.draw(scene);
    this.scene = scene as FigureScene;
  }

  /** What is told of a time is known when its picture is painted. */
  protected override enter(): void {
    super.enter();
    this.viewport!.onPaint = () => {
      const read = this.scene ? readAnew(this.scene, this.readings) : this.readings;
      if (read !== this.readings) this.read.next();
      this.readings = read;
    };
  }

  /** Words that were not here have come. */
  private readonly again = (): void => this.requestUpdate();

  protected override probeKeys = (): string | undefined => this.asking && !this.asking.isBox ? this.asking.keys : this.pointedBy && (probeWords(this.words, this.pointedBy, this.again)?.keys ?? '');

  protected override told = (): string =>
    this.comparison?.told() ?? inSentences(...(isAbsent(this.network) ? [] : this.readings).map(this.tellReading), this.isCrossOutside ? this.words.figure.crossOutside : '');

  /** A probe answers where an author has put its cross, even where nothing of it can be drawn. */
  private get isCrossOutside(): boolean {
    const [{ probe }, cross, { domain }] = [this.given, this.cross.value, this.drawnBox];
    return probe !== undefined && PROBES[probe].press !== 'box' && cross !== undefined && domain?.lower.length === cross.x.length && !holdsPlace(domain, cross);
  }

  private readonly tellReading = (reading: Reading): string => tell(this.words, reading, this.convention, this.again);

  protected override describe(t: number, flow: Flow): string {
    return this.comparison?.describe(t) ?? inSentences(this.picturedOf(t, flow, this.given), networkInWords(this.network, this.words, flow));
  }

  private picturedOf(t: number, flow: Flow, given: Partial<this>, chart = chartOf(given.layers)): string {
    return chart ? this.words.figure.chart[chart.kind](wayOf(flow.parameters)) : this.pictured(t, flow, given);
  }

  protected viewOf(laws: Laws, { view, layers }: Partial<this>): ViewName {
    return chartOf(layers)?.view ?? viewOf(laws, view, this.usualView);
  }

  /** Each variant of a comparison says for itself what it cannot show. */
  protected override problemWith(laws: Laws): Problem | undefined {
    return this.given.compare === undefined ? this.unfit(laws, this.given) : undefined;
  }

  /** Why no figure that is made so can show such laws. */
  protected unfit(laws: Laws, given: Partial<this>): Problem | undefined {
    const { view, layers, probe, points, box } = given;
    return super.problemWith(laws) ?? viewProblem(laws, view) ?? chartProblem(layers, probe) ?? (layers && layersProblem(laws, this.viewOf(laws, given), layers)) ?? probeProblem(laws, this.viewOf(laws, given), probe) ?? pointsProblem(laws, points) ?? boxProblem(laws, box) ?? askProblem(laws, this.viewOf(laws, given), given.ask);
  }

  /** A layer of the page's own has thrown: it is left out, and the figure goes on without it. */
  private readonly onLayerFailure = (layer: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`fm-elements: the layer "${layer}" has thrown and is left out.`, error);
    if (this.failures.some((failure) => failure.layer === layer && failure.reason === reason)) return;
    this.failures = [...this.failures, { layer, reason }];
    this.emit('fm-warning', { code: 'layer', message: this.words.figure.layerFailed(layer, reason) });
  };

  protected override renderControls(): TemplateResult {
    const plan = this.readings.find((reading) => reading.key === 'plan');
    return html`${super.renderControls()}${plan?.entropic ? this.renderSinkhorn(plan.entropic) : nothing}`;
  }

  private renderSinkhorn(entropic: Entropic): TemplateResult | typeof nothing {
    // Where it cannot be had, the next picture asks again.
    if (!SINKHORN.now) SINKHORN.fetch().then(() => this.requestUpdate(), () => undefined);
    return SINKHORN.now?.(entropic, this.words, { setEpsilon: (epsilon) => (this.epsilon = epsilon), setRounds: (rounds) => (this.sinkhornRounds = rounds) }) ?? nothing;
  }

  /** What variants in one picture tell, each in a line of its own. */
  private renderReadings(): TemplateResult[] {
    return this.readings.map(this.tellReading).filter(Boolean).map((told) => html`<span class="line">${told}</span> `);
  }

  protected override renderTold(): TemplateResult {
    const told = this.told();
    const hint = !told && !this.asking && this.given.probe && probeWords(this.words, this.given.probe, this.again)?.hint;
    return html`${!this.comparison?.isReplacing && (told || hint) ? html`<p class=${hint ? 'note reading hint' : 'note reading'} part="reading">${this.comparison && told ? this.renderReadings() : told || hint}</p>` : nothing}
      ${this.asking?.render() ?? nothing}${renderNetwork(this.network, this.words, this.flow)}${renderNotes(this.failures.map(({ layer, reason }) => this.words.figure.layerFailed(layer, reason)))}`;
  }
}
