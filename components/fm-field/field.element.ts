import { property } from 'lit/decorators.js';
import { combineLatest, map, startWith, switchMap, type Observable, type Subscription } from 'rxjs';
import type { VelocityModel } from '../../src/math/index.ts';
import { planeScene } from '../../src/scene/index.ts';
import { integrate, sampleField, type Flow, type FlowParameters } from '../../src/streams/index.ts';
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

/** Width over height of the surface. */
const ASPECT_RATIO = 3 / 2;

/**
 * A velocity field v_t(x) at time t, with the cloud that it carries and, for the exact field, its density.
 *
 * @summary The velocity field between two laws, exact or learned.
 * @tag fm-field
 */
export class FmField extends FmElement {
  /** Which field: `exact`, in closed form from the two laws, or `learned`, the flow's network, live while it trains. */
  @property() field: 'exact' | 'learned' = 'exact';

  protected override get choices(): Choices {
    return { ...super.choices, field: ['exact', 'learned'] };
  }

  protected override get pictureProperties(): readonly string[] {
    return ['field'];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return {};
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const role = this.field === 'learned' ? 'learned' : 'exact';
    const { columns, maxTimes, solver, steps } = QUALITY[role];
    const model$: Observable<VelocityModel> = role === 'learned' ? flow.learned$ : flow.exact$;
    const picture$ = flow.laws$.pipe(
      switchMap((laws) => {
        const domain = domainOf(laws, ASPECT_RATIO);
        const { units } = laws.target;
        const volume$ = model$.pipe(sampleField({ grid: gridOf(domain, columns), maxTimes }));
        const cloud$ = flow.start$.pipe(switchMap((start) => model$.pipe(integrate({ start, solver, steps }))));
        return combineLatest([volume$, cloud$.pipe(startWith(undefined))]).pipe(
          map(([volume, trajectories]) =>
            planeScene({ domain, volume, role, ...(trajectories && { trajectories }), ...(units && { units }) }),
          ),
        );
      }),
    );
    subscriptions.add(this.observe(picture$, (scene) => this.draw(scene)));
  }

  protected override describe(t: number, flow: Flow): string {
    const { source, target, count } = flow.parameters;
    const words = this.field === 'learned' ? 'Learned' : 'Exact';
    return `${words} velocity field from ${nameOf(source)} to ${nameOf(target)} at t = ${t.toFixed(2)}, with ${count} points`;
  }
}
