import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { combineLatest, distinctUntilChanged, filter, map, tap, type Observable, type Subscription } from 'rxjs';
import { lineScene, planeScene, spacetimeScene, volumeScene, type Scene } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, readValues, type CloudOptions, type Flow, type FlowParameters, type Laws } from '../../src/streams/index.ts';
import { boxOf, domainOf, endsOf } from '../shared/domain.ts';
import { dimensionProblem, VIEW_NAMES, viewProblem, type View } from '../shared/drawable.ts';
import { exactOverLine, exactProblem } from '../shared/exact-field.ts';
import { FmElement } from '../shared/fm-element.ts';
import { number, numeral, oneOf, type Kinds } from '../shared/kinds.ts';
import type { Problem } from '../shared/problem.ts';
import { counted, wayOf } from '../shared/words.ts';

/** Width over height of the plane view. */
const ASPECT_RATIO = 3 / 2;

/** What there is where the exact field is not known. */
const INSTEAD = { attribute: 'coupling', words: 'add a trainer to the flow, whose network the cloud then follows, or leave the coupling out.' };

/**
 * Sampling: a cloud of the source carried to the data by the flow's model, step by step. Without a trainer in its
 * flow the model is the exact field, with one the network as it stands.
 *
 * @summary The flow's trajectories, in 3D over time or in the plane.
 * @tag fm-sampler
 */
export class FmSampler extends FmElement {
  /**
   * `spacetime`: the data over time, two axes of it in 3D or one on paper. `plane`: a cloud of two axes seen along time. `volume`: a cloud of
   * three axes that moves. What suits the data when absent.
   */
  @property() view?: View;
  /**
   * How a step is made: `euler` (one evaluation of the field), `heun` and `midpoint` (two), `rk4` (four); `dopri5` (its own steps, by a tolerance);
   * `sde` (the stochastic equation with the same marginals).
   */
  @property() solver?: CloudOptions['solver'];
  /** Solver steps from t = 0 to t = 1, 1..512; `dopri5` chooses its own. */
  @property({ converter: numeral }) steps?: number;
  /** Error that `dopri5` allows in one step, 1e-10..0.1, relative to 1 plus the number's size. */
  @property({ converter: numeral }) tolerance?: number;
  /** Level of the noise of `sde`, 0..10; 0 is the flow itself. */
  @property({ converter: numeral }) noise?: number;
  /** Points in the cloud, 1..20,000. */
  @property({ converter: numeral }) count?: number;

  /** Evaluations of the field that one point of the cloud took. */
  @state() private evaluations = 0;

  /** What of its own the figure asks the flow's cloud with, checked: for scripts that ask for the same by `flow.cloud(sampler.cloud)`. */
  cloud: CloudOptions = defaultsOf(CLOUD);

  protected override get kinds(): Kinds {
    return { ...super.kinds, view: oneOf(VIEW_NAMES), solver: oneOf(CLOUD.solver.words), steps: number, tolerance: number, noise: number, count: number };
  }

  protected override get pictureProperties(): readonly string[] {
    return ['view', ...Object.keys(CLOUD)];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return {};
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!Object.keys(CLOUD).some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name))) return;
    const { solver, steps, tolerance, noise, count } = this.given;
    const { taken, notes } = readValues(CLOUD, { solver, steps, tolerance, noise, count });
    for (const note of notes) console.warn(`fm-elements: ${note}`);
    this.cloud = { ...defaultsOf(CLOUD), ...taken };
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const isExact$ = flow.parameters$.pipe(map(({ model }) => model === 'exact'), distinctUntilChanged());
    subscriptions.add(this.watchPictures(flow, exactProblem(flow, isExact$, INSTEAD), (laws) => this.pictures(flow, laws)));
  }

  private pictures(flow: Flow, laws: Laws): Observable<Scene> {
    const { target: { dimension, units } } = laws;
    const domain = dimension === 2 ? domainOf(laws, this.given.view === 'plane' ? ASPECT_RATIO : 1) : boxOf(laws);
    const shared = { domain, ...(units && { units }) };
    // Those of the laws before may still stand in the stream.
    const trajectories$ = flow.cloud(this.cloud).pipe(
      filter((trajectories) => trajectories.dimension === dimension),
      tap(({ evaluations }) => (this.evaluations = evaluations)),
    );
    if (dimension === 1) {
      const role = flow.parameters.model;
      return combineLatest([trajectories$, exactOverLine(flow, domain)]).pipe(
        map(([trajectories, volume]) => lineScene({ ...shared, trajectories, role, ...(volume && { volume }) })),
      );
    }
    if (this.given.view === 'plane') return trajectories$.pipe(map((trajectories) => planeScene({ ...shared, trajectories })));
    const scene = dimension === 3 ? volumeScene : spacetimeScene;
    return trajectories$.pipe(map((trajectories) => scene({ ...shared, ends: endsOf(laws), trajectories })));
  }

  protected override problemWith(laws: Laws): Problem | undefined {
    return dimensionProblem(laws) ?? viewProblem(laws, this.given.view);
  }

  protected override nameOf({ parameters }: Flow): string {
    return `Points carried ${wayOf(parameters)}`;
  }

  protected override describe(t: number, { parameters }: Flow): string {
    return `${counted(this.cloud.count, 'point', this.format)} carried ${wayOf(parameters)}, by ${this.stepsInWords()}, at t = ${this.format(t, 2)}`;
  }

  private stepsInWords(): string {
    const { solver, steps, tolerance, noise } = this.cloud;
    if (solver === 'dopri5') return `dopri5 within ${tolerance.toExponential()}`;
    return `${counted(steps, 'step', this.format)} of ${solver}${solver === 'sde' ? ` with noise ${this.format(noise)}` : ''}`;
  }

  /** Who asks for other steps is told what they cost. */
  protected override renderControls(): TemplateResult {
    const { solver, steps, tolerance } = this.given;
    const isAsked = [solver, steps, tolerance].some((given) => given !== undefined);
    return html`${super.renderControls()}${isAsked && this.evaluations > 0
      ? html`<p class="note" part="note">${this.stepsInWords()}: ${counted(this.evaluations, 'evaluation', this.format)} of the field</p>`
      : nothing}`;
  }
}
