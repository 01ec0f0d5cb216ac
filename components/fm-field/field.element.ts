import { property } from 'lit/decorators.js';
import { EMPTY, combineLatest, map, startWith, switchMap, type Observable, type Subscription } from 'rxjs';
import type { VelocityModel } from '../../src/math/index.ts';
import { planeScene, type Scene } from '../../src/scene/index.ts';
import { integrate, sampleField, type Flow, type FlowParameters, type Laws } from '../../src/streams/index.ts';
import { domainOf, gridOf } from '../shared/domain.ts';
import { FmElement } from '../shared/fm-element.ts';
import type { Choices } from '../shared/messages.ts';
import { nameOf } from '../shared/words.ts';

/** How finely a field is computed: the exact one once, a network anew for each snapshot of its training. */
const QUALITY = {
  /** Its density image needs cells about as fine as the noise of the sharpest named set. */
  exact: { columns: 90, maxTimes: 33, solver: 'heun', steps: 48 },
  /** Smooth, and without a density image. */
  learned: { columns: 28, maxTimes: 9, solver: 'heun', steps: 12 },
} as const;

type Quality = (typeof QUALITY)[keyof typeof QUALITY];
type FieldName = 'exact' | 'learned' | 'both' | 'difference';

const WORDS: Readonly<Record<FieldName, string>> = {
  exact: 'Exact velocity field',
  learned: 'Learned velocity field',
  both: 'Exact and learned velocity fields',
  difference: 'Distance between the learned and the exact velocity',
};

/** Width over height of the surface. */
const ASPECT_RATIO = 3 / 2;

/**
 * A velocity field v_t(x) at time t, with the cloud that it carries and, for the exact field, its density.
 *
 * @summary The velocity field between two laws, exact or learned.
 * @tag fm-field
 */
export class FmField extends FmElement {
  /**
   * Which field: `exact`, in closed form from the two laws; `learned`, the flow's network, live while it trains; `both`,
   * by their arrows; or `difference`, by how far the network's velocity is from the exact one.
   */
  @property() field: FieldName = 'exact';

  protected override get choices(): Choices {
    return { ...super.choices, field: Object.keys(WORDS) };
  }

  protected override get pictureProperties(): readonly string[] {
    return ['field'];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return {};
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const picture$ = flow.laws$.pipe(switchMap((laws) => this.pictures(flow, laws)));
    subscriptions.add(this.observe(picture$, (scene) => this.draw(scene)));
  }

  private pictures(flow: Flow, laws: Laws): Observable<Scene> {
    if (!(this.field in WORDS)) return EMPTY;
    const domain = domainOf(laws, ASPECT_RATIO);
    const { units } = laws.target;
    const volumeOf = (model$: Observable<VelocityModel>, { columns, maxTimes }: Quality) =>
      model$.pipe(sampleField({ grid: gridOf(domain, columns), maxTimes }));
    const cloudOf = (model$: Observable<VelocityModel>, { solver, steps }: Quality) =>
      flow.start$.pipe(switchMap((start) => model$.pipe(integrate({ start, solver, steps }))), startWith(undefined));
    const shared = { domain, ...(units && { units }) };

    if (this.field === 'exact' || this.field === 'learned') {
      const role = this.field;
      const model$: Observable<VelocityModel> = role === 'learned' ? flow.learned$ : flow.exact$;
      return combineLatest([volumeOf(model$, QUALITY[role]), cloudOf(model$, QUALITY[role])]).pipe(
        map(([volume, trajectories]) => planeScene({ ...shared, volume, role, ...(trajectories && { trajectories }) })),
      );
    }
    const compare = this.field === 'difference' ? 'difference' : 'arrows';
    const volumes = [volumeOf(flow.exact$, QUALITY.exact), volumeOf(flow.learned$, QUALITY.learned)] as const;
    return combineLatest([...volumes, cloudOf(flow.learned$, QUALITY.learned)]).pipe(
      map(([volume, learned, trajectories]) => planeScene({ ...shared, volume, learned, compare, ...(trajectories && { trajectories }) })),
    );
  }

  protected override describe(t: number, flow: Flow): string {
    const { source, target, count } = flow.parameters;
    return `${WORDS[this.field]} from ${nameOf(source)} to ${nameOf(target)} at t = ${t.toFixed(2)}, with ${count} points`;
  }
}
