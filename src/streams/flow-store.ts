import { BehaviorSubject, combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import { flowState, isSame, type FlowState } from './flow-state.ts';
import type { FlowParameters } from './parameters/index.ts';

/** Where a flow's parameters are kept. */
export interface FlowStore {
  /** State; for a variant whose parameters do not go with its parent's, a ParameterError. */
  readonly state$: Observable<FlowState>;
  /** The latest of `state$`. */
  readonly value: FlowState;
  /** @throws ParameterError for laws of different dimensions; nothing is changed then */
  set(change: Partial<FlowParameters>): void;
}

export function createStore(parameters: FlowParameters): FlowStore {
  const state = new BehaviorSubject(flowState(parameters, []));
  return {
    state$: state.asObservable(),
    get value() {
      return state.value;
    },
    set(change) {
      state.next(flowState({ ...state.value.parameters, ...change }, [state.value]));
    },
  };
}

/**
 * The parameters of another store with some changed: what is set there is followed, but for what has been set here. Asked for, not subscribed
 * to: a variant that nobody holds is gone.
 *
 * @throws ParameterError for laws of different dimensions
 */
export function variantOf(parent: FlowStore, changes: Partial<FlowParameters>): FlowStore {
  const own = new BehaviorSubject(changes);
  /** The latest state that was asked for, and what it was made from. */
  let latest: { readonly state: FlowState; readonly from: FlowState; readonly changed: Partial<FlowParameters> } | undefined;
  const stateWith = (changed: Partial<FlowParameters>): FlowState => {
    const parameters = { ...parent.value.parameters, ...changed };
    // What is set there and not followed here makes no other state.
    if (latest && isSame(latest.state.parameters, parameters)) return latest.state;
    return flowState(parameters, latest ? [latest.state, parent.value] : [parent.value]);
  };
  const current = (): FlowState => {
    if (latest?.from !== parent.value || latest.changed !== own.value) latest = { state: stateWith(own.value), from: parent.value, changed: own.value };
    return latest.state;
  };
  current();
  return {
    state$: combineLatest([parent.state$, own]).pipe(map(current), distinctUntilChanged()),
    get value() {
      return current();
    },
    set(change) {
      const changed = { ...own.value, ...change };
      latest = { state: stateWith(changed), from: parent.value, changed };
      own.next(changed);
    },
  };
}
