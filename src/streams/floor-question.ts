import { distinctUntilChanged, map, type Observable } from 'rxjs';
import type { CouplingFloor, CouplingFloorRequest } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { FlowState } from './flow-state.ts';
import { latestMap } from './latest-map.ts';
import { ofLaws } from './question.ts';

/** What no network can explain of the flow's pairs. */
export interface FloorSpec {
  /** So many are paired at a time, 2..1024; as in training when absent. */
  readonly group?: number;
}

const askFloor = (state$: Observable<FlowState>, compute: Compute) => ({ group }: FloorSpec): Observable<CouplingFloor> =>
  state$.pipe(
    map(({ laws: { source, target }, parameters: { coupling, epsilon, schedule, seed } }) => ({ source: source.law, target: target.law, coupling, epsilon, schedule, seed })),
    distinctUntilChanged((a, b) => (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key])),
    latestMap(({ source, target, schedule, ...request }) =>
      compute.call('couplingFloor', { model: { kind: 'mixture', source, target, schedule }, ...request, ...(group !== undefined && { group }) } satisfies CouplingFloorRequest)),
  );

export const floor = ofLaws(askFloor);
