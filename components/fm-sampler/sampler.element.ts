import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { EMPTY, catchError, type Subscription } from 'rxjs';
import { VIEWS, type FigureSettings, type ViewName } from '../../src/figures/index.ts';
import { CLOUD, defaultsOf, type CloudOptions, type Flow, type FlowParameters, type Rows } from '../../src/streams/index.ts';
import { FigureElement } from '../shared/figure-element.ts';
import { asksForSteps, pick, propertiesOf, type Properties } from '../shared/properties.ts';
import { wayOf } from '../shared/way.ts';

export interface FmSampler extends Properties<typeof CLOUD> {}

/**
 * Sampling: a cloud of the source carried to the data by the flow's model, step by step. Without a trainer in its
 * flow the model is the exact field, with one the network as it stands.
 *
 * @summary The flow's trajectories, in 3D over time or in the plane.
 * @tag fm-sampler
 * @fires fm-answer - the reader has answered what `ask` asks; detail: what was asked and where, the answer, the truth and the score (`Answer`)
 */
export class FmSampler extends FigureElement {
  static override readonly rows: Rows = { ...FigureElement.rows, ...CLOUD };
  static override properties = propertiesOf(CLOUD);

  /** What the cloud that is shown was asked with, and the evaluations of the field that one point of it took. */
  @state() private answer: { readonly cloud: CloudOptions; readonly evaluations: number } | undefined;

  /** What of its own the figure asks the flow's cloud with, checked: for scripts that ask for the same by `flow.cloud(sampler.cloud)`. */
  get cloud(): CloudOptions {
    return cloudOf(this.given);
  }

  protected override get pictureProperties(): readonly string[] {
    return [...super.pictureProperties, ...Object.keys(CLOUD)];
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    super.watch(flow, subscriptions);
    if (this.given.compare !== undefined) {
      // Variants have each a cost of their own.
      this.answer = undefined;
      return;
    }
    // What is wrong with the cloud is said of the picture.
    const { cloud } = this;
    subscriptions.add(flow.cloud(cloud).pipe(catchError(() => EMPTY)).subscribe(({ evaluations }) => (this.answer = { cloud, evaluations })));
  }

  protected override readonly usualView = 'spacetime';

  protected override usualLayers(view: ViewName): readonly string[] {
    return VIEWS[view].usual.cloud;
  }

  protected override readonly instead = 'trainer';

  protected override settings({ model }: FlowParameters, given: Partial<this>): FigureSettings {
    // Who asks for a checkpoint is shown the network.
    return { models: [given.checkpoint === undefined ? model : 'learned'], cloud: cloudOf(given) };
  }

  protected override nameOf({ parameters }: Flow): string {
    return this.words.sampler.name(wayOf(parameters, this.given.generator));
  }

  protected override pictured(t: number, { parameters }: Flow, given: Partial<this>): string {
    return this.words.sampler.picture(wayOf(parameters, given.generator), cloudOf(given), t);
  }

  /** Who asks for other steps is told what they cost. */
  protected override renderControls(): TemplateResult {
    const { answer } = this;
    return html`${super.renderControls()}${asksForSteps(this.given) && answer && answer.evaluations > 0
      ? html`<p class="note" part="note">${this.words.sampler.cost(answer.cloud, answer.evaluations)}</p>`
      : nothing}`;
  }
}

const cloudOf = (given: object): CloudOptions => ({ ...defaultsOf(CLOUD), ...pick(given, CLOUD) });
