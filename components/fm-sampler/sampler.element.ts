import { property } from 'lit/decorators.js';
import { map, switchMap, type Subscription } from 'rxjs';
import { planeScene, spacetimeScene } from '../../src/scene/index.ts';
import type { Flow, FlowParameters } from '../../src/streams/index.ts';
import { domainOf } from '../shared/domain.ts';
import { FmElement } from '../shared/fm-element.ts';
import type { Choices } from '../shared/messages.ts';
import { nameOf } from '../shared/words.ts';

/** Width over height of the plane view. */
const ASPECT_RATIO = 3 / 2;

/**
 * Sampling: a cloud of the source carried to the data by the flow's model, step by step. Without a trainer in its
 * flow the model is the exact field, with one the network as it stands.
 *
 * @summary The flow's trajectories, in 3D over time or in the plane.
 * @tag fm-sampler
 */
export class FmSampler extends FmElement {
  /** `spacetime`: both axes of the data over time, in 3D. `plane`: the cloud seen along time. */
  @property() view: 'spacetime' | 'plane' = 'spacetime';
  /** How a step is made: `euler` (one evaluation of the field) or `heun` (two). */
  @property() solver?: 'euler' | 'heun';
  /** Solver steps from t = 0 to t = 1, 1..512. */
  @property({ type: Number }) steps?: number;
  /** Points in the cloud, 1..20,000. */
  @property({ type: Number }) count?: number;

  protected override get choices(): Choices {
    return { ...super.choices, view: ['spacetime', 'plane'] };
  }

  protected override get pictureProperties(): readonly string[] {
    return ['view'];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return { solver: this.solver, solverSteps: this.steps, count: this.count };
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const picture$ = flow.laws$.pipe(
      switchMap((laws) => {
        const { units } = laws.target;
        const domain = domainOf(laws, this.view === 'plane' ? ASPECT_RATIO : 1);
        const scene = this.view === 'plane' ? planeScene : spacetimeScene;
        return flow.trajectories$.pipe(map((trajectories) => scene({ trajectories, domain, ...(units && { units }) })));
      }),
    );
    subscriptions.add(this.observe(picture$, (scene) => this.draw(scene)));
  }

  protected override describe(t: number, flow: Flow): string {
    const { source, target, count, solver, solverSteps } = flow.parameters;
    return `${count} points carried from ${nameOf(source)} to ${nameOf(target)} by ${solverSteps} steps of ${solver}, at t = ${t.toFixed(2)}`;
  }
}
