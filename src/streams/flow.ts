import { EMPTY, combineLatest, distinctUntilChanged, filter, map, switchMap, type Observable } from 'rxjs';
import type { ExactModel, MlpModel } from '../math/index.ts';
import { createClock, type Clock } from './clock.ts';
import { watchedCompute, workerCompute, type Compute } from './compute/index.ts';
import { isSameKnown, knownExact, type Known } from './exact.ts';
import type { FlowState } from './flow-state.ts';
import { createStore, variantOf, type FlowStore } from './flow-store.ts';
import { trainingOf } from './late-training.ts';
import { modelOf, type ModelName } from './models.ts';
import { accepted, defaultsOf, FLOW, type FlowParameters, type Laws } from './parameters/index.ts';
import type { About, Asking, BasisOf } from './question.ts';
import { asks, type Asks } from './question-table.ts';
import type { Training } from './train.ts';

/**
 * What the figures of one example share: parameters, one clock, one model, one cloud, one training run.
 * All streams are state: they give their latest value first. Work is done only for those that are subscribed to.
 */
export interface Flow extends Asks {
  readonly parameters$: Observable<FlowParameters>;
  readonly laws$: Observable<Laws>;
  /** The exact marginal velocity field between the laws, or why it is not known: of another coupling than the independent one, and after a reflow. */
  readonly exact$: Observable<Known<ExactModel>>;
  /** The network: its initial weights first, then each snapshot of the training run. */
  readonly learned$: Observable<MlpModel>;
  readonly training: Training;
  /**
   * Another flow with the same clock, and the same noise where source and seed are the same, for a comparison: its parameters are this one's, also
   * as they change, but for `changes` and what is set on it. Its training is its own, and begins when it is told to. Nothing is to be
   * disposed of.
   *
   * @throws ParameterError as `set`; where this flow comes to have laws that do not go with the changes, it is an error of the variant's streams
   */
  variant(changes: Partial<FlowParameters>): Flow;
  /** Whether it, or a flow that shares its work as a variant does, is still to be answered. */
  readonly isBusy$: Observable<boolean>;
  readonly time$: Observable<number>;
  readonly clock: Clock;
  readonly parameters: FlowParameters;
  /** The latest of `laws$`. */
  readonly laws: Laws;
  /**
   * Change parameters. Numbers out of range are clamped, with a warning on the console.
   * @throws ParameterError for an unknown name, or laws of different dimensions; nothing is changed then
   */
  set(change: Partial<FlowParameters>): void;
}

/** What a flow lives on; the page's own when left out. */
export interface FlowSurroundings {
  readonly clock?: Clock;
  readonly compute?: Compute;
}

/** @throws ParameterError for an unknown name or word, or laws of different dimensions */
export function createFlow(parameters: Partial<FlowParameters> = {}, { clock = createClock(), compute = workerCompute() }: FlowSurroundings = {}): Flow {
  return flowOf(createStore({ ...defaultsOf(FLOW), ...accepted(FLOW, parameters) }), { clock, ...watchedCompute(compute) });
}

function flowOf(store: FlowStore, { clock, compute, isBusy$ }: Required<FlowSurroundings> & Pick<Flow, 'isBusy$'>): Flow {
  const { state$ } = store;
  const select = <T>(pick: (state: FlowState) => T): Observable<T> => state$.pipe(map(pick), distinctUntilChanged());

  const training = trainingOf(select((current) => current.training), compute);
  const known$ = combineLatest([state$, training.reflowed$]).pipe(
    map(([now, reflowed]) => ({ now, exact: knownExact(now.exact, now.parameters, reflowed === now.training) })),
  );
  const sources = { state$, known$, moments$: training.moments$, compute };
  const basisOf: BasisOf = (name) => {
    const { basis$, number } = modelOf(name);
    return basis$(sources, number).pipe(distinctUntilChanged((a, b) => a.model === b.model && a.noise === b.noise && a.exact === b.exact && a.schedule === b.schedule));
  };
  /** What is kept may be of parameters that were: it is told when it is of those that are, and while its model is known. */
  const told = <Answer>(name: ModelName, about$: Observable<About<Answer>>): Observable<Answer> => {
    const { isKnown$, isPresent, number } = modelOf(name);
    const answer$ = about$.pipe(filter(({ basis }) => isPresent(basis, store.value)), map(({ answer }) => answer));
    return isKnown$(sources, number).pipe(distinctUntilChanged(), switchMap((isKnown) => (isKnown ? answer$ : EMPTY)));
  };
  const model$ = select((current) => current.parameters.model);
  const asking: Asking = {
    basisOf, state$, compute,
    tell(model, ask, isPresent) {
      const ofPresent = (name: ModelName): ReturnType<typeof ask> => ask(name).pipe(filter(({ basis }) => isPresent(basis, store.value)));
      return model !== undefined ? told(model, ofPresent(model)) : model$.pipe(switchMap((name) => told(name, ofPresent(name))));
    },
  };

  return {
    parameters$: select((current) => current.parameters),
    laws$: select(({ laws }) => laws),
    exact$: known$.pipe(map(({ exact }) => exact), distinctUntilChanged(isSameKnown)),
    learned$: training.moments$.pipe(map(({ model }) => model), distinctUntilChanged()),
    training,
    ...asks(asking),
    variant: (changes) => flowOf(variantOf(store, accepted(FLOW, changes)), { clock, compute, isBusy$ }),
    isBusy$,
    time$: clock.time$,
    clock,
    get parameters() {
      return store.value.parameters;
    },
    get laws() {
      return store.value.laws;
    },
    set(change) {
      store.set(accepted(FLOW, change));
    },
  };
}
