import { BehaviorSubject, combineLatest, distinctUntilChanged, filter, map, switchMap, type Observable } from 'rxjs';
import { createRandom, modelDimension, sampleMixture, type Mixture, type MixtureModel, type MlpModel, type Points, type Trajectories, type VelocityModel } from '../math/index.ts';
import { createClock, type Clock } from './clock.ts';
import { workerCompute, type Compute } from './compute/index.ts';
import { integrateOnce } from './evaluate.ts';
import { isSameKnown, knownExact, type Known } from './exact.ts';
import { keepWarm } from './keep-warm.ts';
import { latestMap } from './latest-map.ts';
import { checkChoices, clampParameters, DEFAULT_PARAMETERS, resolveLaws, type Called, type FlowParameters, type Laws } from './parameters.ts';
import { playback, type Frame } from './playback.ts';
import { train } from './train.ts';
import { TRAINING_PARAMETERS, type TrainingInputs, type TrainingState } from './training-state.ts';

/** The stream of random numbers that the cloud is drawn from; training draws from others. */
const CLOUD_STREAM = 1;

/**
 * What the figures of one example share: parameters, one clock, one model, one cloud, one training run.
 * All streams are state: they give their latest value first. Work is done only for those that are subscribed to.
 */
export interface Flow {
  readonly parameters$: Observable<FlowParameters>;
  readonly laws$: Observable<Laws>;
  /** The exact marginal velocity field between the laws, or why it is not known: of another coupling than the independent one, and after a reflow. */
  readonly exact$: Observable<Known<MixtureModel>>;
  /** The network: its initial weights first, then each snapshot of the training run. */
  readonly learned$: Observable<MlpModel>;
  /** The one that `parameters.model` names; nothing while that is the exact one and not known. */
  readonly model$: Observable<VelocityModel>;
  readonly training$: Observable<TrainingState>;
  /** The cloud at t = 0: `parameters.count` draws from the source. The same seed gives the same cloud. */
  readonly start$: Observable<Points>;
  /** That cloud carried through `model$`. */
  readonly trajectories$: Observable<Trajectories>;
  /** The cloud at the clock's time. */
  readonly frame$: Observable<Frame>;
  readonly time$: Observable<number>;
  readonly clock: Clock;
  readonly parameters: FlowParameters;
  /** The latest of `laws$`. */
  readonly laws: Laws;
  /**
   * Change parameters. Numbers out of range are clamped, with a warning on the console.
   * @param called  how a warning names a parameter that its author knows by another name
   * @throws ParameterError for an unknown name, or laws of different dimensions; nothing is changed then
   */
  set(change: Partial<FlowParameters>, called?: Called): void;
  /** Train the network, or go on after a pause. Progress is in `training$`, which must be subscribed to. */
  train(): void;
  pauseTraining(): void;
  /** One optimiser step, after which the training rests. */
  stepTraining(): void;
  /** Back to the initial weights. */
  resetTraining(): void;
  /** Train on the pairs that the present network makes of noise, so that paths become straighter; nothing before there is a trained one. */
  reflow(): void;
  /** Show the network as it was at a step of the run, or the latest again; the run goes on meanwhile. */
  lookBack(step: number | undefined): void;
}

interface FlowState {
  readonly parameters: FlowParameters;
  readonly laws: Laws;
  readonly exact: MixtureModel;
  readonly training: TrainingInputs;
  /** The same points at each call. */
  readonly start: () => Points;
  readonly carried: Carried;
}

/** All that the cloud's trajectories depend on but the network: parameters that change together change them once. */
interface Carried extends Pick<FlowParameters, 'model' | 'solver'> {
  readonly exact: MixtureModel;
  readonly start: () => Points;
  readonly steps: number;
}

/** What a flow lives on; the page's own when left out. */
export interface FlowSurroundings {
  readonly clock?: Clock;
  readonly compute?: Compute;
}

/** @throws ParameterError for an unknown name, or laws of different dimensions */
export function createFlow(parameters: Partial<FlowParameters> = {}, { clock = createClock(), compute = workerCompute() }: FlowSurroundings = {}): Flow {
  const state = new BehaviorSubject(nextState(undefined, { ...DEFAULT_PARAMETERS, ...accepted(parameters) }));
  const select = <T>(pick: (state: FlowState) => T): Observable<T> => state.pipe(map(pick), distinctUntilChanged());

  const training = train(select((current) => current.training), compute);
  const exact$ = combineLatest([state, training.reflowed$]).pipe(
    map(([{ exact, parameters: now, training: inputs }, reflowed]) => knownExact(exact, now, reflowed === inputs)),
    distinctUntilChanged(isSameKnown),
  );
  const exactModel$ = exact$.pipe(filter((exact) => exact.known), map(({ model }) => model));
  const learned$ = training.moments$.pipe(map(({ model }) => model), distinctUntilChanged());
  const model$ = select((current) => current.parameters.model).pipe(
    switchMap((model): Observable<VelocityModel> => (model === 'learned' ? learned$ : exactModel$)),
  );
  const start$ = select((current) => current.start).pipe(map((draw) => draw()), keepWarm());
  const trajectories$ = select(({ carried }) => carried).pipe(
    switchMap(({ model, exact, start, solver, steps }) => {
      const field$: Observable<VelocityModel> = model === 'learned' ? learned$ : exactModel$.pipe(filter((known) => known === exact));
      return field$.pipe(map((field) => ({ field, options: { start: start(), solver, steps } })));
    }),
    // When the laws change their dimension, the network is of the old ones for a moment.
    filter(({ field, options }) => modelDimension(field) === options.start.dimension),
    latestMap(({ field, options }) => integrateOnce(field, options, compute)),
    keepWarm(),
  );

  return {
    parameters$: select((current) => current.parameters),
    laws$: select(({ laws }) => laws),
    exact$,
    learned$,
    model$,
    training$: training.moments$.pipe(map((moment) => moment.state)),
    start$,
    trajectories$,
    frame$: trajectories$.pipe(playback(clock.time$)),
    time$: clock.time$,
    clock,
    get parameters() {
      return state.value.parameters;
    },
    get laws() {
      return state.value.laws;
    },
    set(change, called) {
      state.next(nextState(state.value, { ...state.value.parameters, ...accepted(change, called) }));
    },
    train: () => training.start(),
    pauseTraining: () => training.pause(),
    stepTraining: () => training.step(),
    resetTraining: () => training.reset(),
    reflow: () => training.reflow(),
    lookBack: (step) => training.lookBack(step),
  };
}

/** What follows from the parameters; parts whose parameters have not changed keep their identity. */
function nextState(before: FlowState | undefined, parameters: FlowParameters): FlowState {
  const isSame = (...names: (keyof FlowParameters)[]): boolean =>
    before !== undefined && names.every((name) => isEqual(before.parameters[name], parameters[name]));
  const keepsLaws = isSame('source', 'target');
  const keepsExact = keepsLaws && isSame('schedule');
  const laws = before && keepsLaws ? before.laws : resolveLaws(parameters);
  const { source, target } = laws;
  const { model, solver, solverSteps: steps } = parameters;
  const exact: MixtureModel = before && keepsExact ? before.exact : { kind: 'mixture', source: source.law, target: target.law, schedule: parameters.schedule };
  const start = before && before.laws.source === source && isSame('seed', 'count') ? before.start : drawOnce(source.law, parameters);
  const keepsCarried = before?.exact === exact && before.start === start && isSame('model', 'solver', 'solverSteps');
  return {
    parameters,
    laws,
    exact,
    training:
      before && keepsExact && isSame('trainingSteps', ...TRAINING_PARAMETERS) ? before.training : trainingInputs(laws, parameters),
    start,
    carried: before && keepsCarried ? before.carried : { model, exact, start, solver, steps },
  };
}

function drawOnce(law: Mixture, { count, seed }: FlowParameters): () => Points {
  let points: Points | undefined;
  return () => (points ??= sampleMixture(law, count, createRandom(seed, CLOUD_STREAM)));
}

function trainingInputs({ source, target }: Laws, parameters: FlowParameters): TrainingInputs {
  const own = Object.fromEntries(TRAINING_PARAMETERS.map((name) => [name, parameters[name]])) as Pick<FlowParameters, (typeof TRAINING_PARAMETERS)[number]>;
  return { ...own, source: source.law, target: target.law, steps: parameters.trainingSteps };
}

function isEqual(a: FlowParameters[keyof FlowParameters], b: FlowParameters[keyof FlowParameters]): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}

function accepted(given: Partial<FlowParameters>, called?: Called): Partial<FlowParameters> {
  checkChoices(given);
  const { change, notes } = clampParameters(given, called);
  for (const note of notes) console.warn(`fm-elements: ${note}`);
  return change;
}
