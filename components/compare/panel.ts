import { html, nothing, type TemplateResult } from 'lit';
import type { ArrowScale, FigureScene, ProbeName, Reading } from '../../src/figures/index.ts';
import { createViewport, type Viewport } from '../../src/scene/index.ts';
import type { Flow, Laws } from '../../src/streams/index.ts';
import { probeWords, type Words } from '../locales/index.ts';
import type { Compared, Given } from '../shared/compared.ts';
import { clearFailures, isSameProblem, problemOf, type Problem, type Problems } from '../shared/problem.ts';
import { isAbsent, networkOf, type Network } from '../shared/network.ts';
import { inSentences, networkInWords } from '../shared/messages.ts';
import { asksForSteps } from '../shared/properties.ts';
import { readAnew } from '../shared/readings.ts';
import { renderSurface } from '../shared/surface.ts';
import { watchPictures } from '../shared/watch-pictures.ts';
import type { Variant } from './comparison-values.ts';
import { trainAlong, type Progress } from './own-training.ts';
import { followVariant } from './variant-flow.ts';
import { comparisonWords, nameOf } from './words.ts';

/** What all panels of a comparison have in common. */
interface Common {
  /** Who turns one turns all. */
  readonly group: object;
  readonly arrowScale: ArrowScale;
}

/** One variant as a figure of its own: it shows its picture, or says what is wrong with it, and the others go on. */
export class Panel implements Problems {
  readonly variant: Variant;
  readonly viewport: Viewport;
  private readonly compared: Compared;
  private readonly arrowScale: ArrowScale;
  private readonly given: Given;
  private readonly problems = new Map<Problem['code'], Problem>();
  private readonly follows: () => void;
  private flow: Flow | undefined;
  private scene: FigureScene | undefined;
  private readings: readonly Reading[] = [];
  private training: Progress | undefined;
  private network: Network = 'none';
  private evaluations = 0;
  /** What is shown at present, and what it was refused for. */
  private ends: (() => void)[] = [];
  private unfit: Problem | undefined;

  /** @param surface  holds a canvas and, over it, the place of its labels */
  constructor(variant: Variant, flow: Flow, surface: Element, compared: Compared, { group, arrowScale }: Common) {
    this.variant = variant;
    this.compared = compared;
    this.arrowScale = arrowScale;
    this.given = { ...compared.given, ...variant.ofFigure };
    this.viewport = createViewport(surface.querySelector('canvas')!, surface.querySelector<HTMLElement>('.labels')!, group);
    this.viewport.onWarning = compared.onWarning;
    this.viewport.onPaint = () => this.read();
    this.viewport.theme = compared.viewport.theme;
    this.viewport.pointing = compared.viewport.pointing;
    if (variant.problem) this.report(variant.problem);
    this.follows = variant.problem ? () => undefined : followVariant(flow, variant.ofFlow, {
      onLaws: (own, laws) => this.settle(own, laws, flow),
      onRefused: (error) => {
        this.leave();
        this.report(problemOf(error, 'parameter'));
      },
    });
  }

  /** Whether there is anything to be seen of it. */
  get isAnswered(): boolean {
    return this.scene !== undefined || this.problems.size > 0 || isAbsent(this.network);
  }

  get name(): string {
    return nameOf(this.variant, this.given, this.compared.words());
  }

  get reading(): string {
    return this.readings.map(this.compared.tell).join(' ');
  }

  report(problem: Problem): void {
    if (isSameProblem(problem, this.problems.get(problem.code))) return;
    this.problems.set(problem.code, problem);
    this.compared.onProblem(problem);
    this.compared.refresh();
  }

  clear(code: Problem['code']): void {
    if (this.problems.delete(code)) this.compared.refresh();
  }

  withdraw(problem: Problem): void {
    if (this.problems.get(problem.code) === problem) this.clear(problem.code);
  }

  end(): void {
    this.follows();
    this.leave();
    this.viewport.dispose();
  }

  private leave(): void {
    for (const end of this.ends.splice(0)) end();
    this.flow = this.unfit = undefined;
  }

  /** Show the variant, or say why it cannot be shown. */
  private settle(flow: Flow, laws: Laws, parent: Flow): void {
    const { compared, given } = this;
    const unfit = compared.problemWith(laws, given);
    if (this.flow === flow && isSameProblem(unfit, this.unfit)) return;
    this.leave();
    this.flow = flow;
    for (const code of ['parameter', 'dimension', 'exact'] as const) this.clear(code);
    clearFailures(this);
    if (unfit) return this.report((this.unfit = unfit));
    const pictures = watchPictures(compared.picturesOf(flow, given, (options) => ({ ...options, scaled: this.arrowScale.scaled })), this, (scene) => this.draw(scene as FigureScene));
    this.ends.push(() => pictures.unsubscribe());
    const network = networkOf(flow, (parameters) => compared.settings(parameters, given), compared.seen$).subscribe((latest) => {
      this.network = latest;
      if (isAbsent(latest)) {
        this.scene = undefined;
        this.viewport.show(null);
      }
      compared.refresh();
    });
    this.ends.push(() => network.unsubscribe());
    if (flow !== parent) {
      this.ends.push(trainAlong(parent, flow, compared, given, {
        onProgress: (progress) => {
          this.training = progress;
          if (this.scene) compared.refresh();
        },
        onFailure: (problem) => {
          this.training = undefined;
          this.report(problem);
        },
      }));
    }
    // What is wrong with the cloud is said of the picture.
    if ('solver' in compared.figureRows) {
      const answers = flow.cloud(compared.settings(flow.parameters, given).cloud).subscribe({ next: ({ evaluations }) => this.tellEvaluations(evaluations), error: () => undefined });
      this.ends.push(() => answers.unsubscribe());
    }
  }

  private draw(scene: FigureScene): void {
    this.viewport.show(scene);
    if (scene !== this.scene) this.compared.refresh();
    this.scene = scene;
    this.compared.goLive(scene, this.viewport);
  }

  /** What is told of a time is known when its picture is painted. */
  private read(): void {
    const readings = this.scene ? readAnew(this.scene, this.readings) : [];
    if (readings !== this.readings && readings.length + this.readings.length > 0) this.compared.refresh();
    this.readings = readings;
  }

  private tellEvaluations(evaluations: number): void {
    if (evaluations === this.evaluations) return;
    this.evaluations = evaluations;
    this.compared.refresh();
  }

  /** @param index  tells it from the others */
  static render(index: number, panel: Panel | undefined, compared: Compared): TemplateResult {
    const { words, onKey } = compared;
    const said = words();
    const isTurnable = panel?.scene?.depth === 'deep';
    const probe = panel && (panel.given.probe as ProbeName | undefined);
    const reading = panel?.reading;
    const used = probe && probeWords(said, probe, () => compared.refresh());
    const told = reading || used?.hint;
    const problem = panel && [...panel.problems.values()][0];
    return html`<figure class="panel" part="panel">
      <figcaption part="name">${panel?.name}${panel?.renderTraining(said)}</figcaption>
      ${renderSurface({
        sentence: panel?.sentence(said) ?? '',
        isTurnable, probeKeys: probe && (used?.keys ?? ''), isLive: panel?.scene !== undefined, problem, waiting: panel && isAbsent(panel.network) ? html`<p class="waiting">${networkInWords(panel.network, said)}</p>` : nothing, words: said, onKey, keysId: `keys-${index}`, still: html``,
      })}
      <div class="notes">
        ${told ? html`<p class=${reading ? 'note reading' : 'note reading hint'} part="reading">${told}</p>` : nothing}
        ${panel?.renderCost(said)}
      </div>
    </figure>`;
  }

  /** What is to be seen, in words. */
  private sentence(words: Words): string | undefined {
    const { name, scene, flow, network, compared, given } = this;
    const pictured = scene && flow ? compared.pictured(compared.time(), flow, given) : undefined;
    const said = networkInWords(network, words);
    return pictured === undefined && !isAbsent(network) ? undefined : inSentences(name, pictured ?? '', said);
  }

  private renderTraining(words: Words): TemplateResult | undefined {
    const { training, network } = this;
    if (!training && network !== 'untrained') return undefined;
    return html`<span class="progress">, ${training ? words.trainer.progress(training.step, training.steps) : comparisonWords(words).untrained}</span>`;
  }

  /** Who compares steps is told what each costs. */
  private renderCost({ sampler }: Words): TemplateResult | undefined {
    const { evaluations, given } = this;
    if (!asksForSteps(given) || evaluations === 0) return undefined;
    return html`<p class="note" part="note">${sampler.evaluations(evaluations)}</p>`;
  }
}
