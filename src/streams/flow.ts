import { BehaviorSubject, EMPTY, combineLatest, concatMap, distinctUntilChanged, filter, map, of, switchMap, type Observable } from 'rxjs';
import { createRandom, sampleMixture, type FieldVolume, type Mixture, type MixtureModel, type MlpModel, type Points, type Trajectories, type VelocityModel } from '../math/index.ts';
import { createClock, type Clock } from './clock.ts';
import { workerCompute, type Compute } from './compute/index.ts';
import { isSameKnown, knownExact, type Known } from './exact.ts';
import { CLOUD, defaultsOf, FLOW, readValues, resolveLaws, type FlowParameters, type Laws, type Rows, type Values } from './parameters/index.ts';
import { askCloud, askField, relevant, shared, type About, type Basis, type BasisOf, type CloudSpec, type FieldSpec, type ModelName } from './questions.ts';
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
  readonly training$: Observable<TrainingState>;
  /**
   * A cloud of the source carried from t = 0 to t = 1; nothing while its model is not known. The same seed gives the same cloud, and a smaller
   * one is the beginning of a larger (but for `sde`, whose points share one stream of random numbers). Whoever asks the same shares one computation.
   *
   * @param spec  by default 600 points, 32 steps of Heun, and `parameters.model`, whatever that comes to be
   * @throws ParameterError for a solver that there is not; numbers out of range are clamped, with a warning on the console
   */
  cloud(spec?: Partial<CloudSpec>): Observable<Trajectories>;
  /** A model's field on a grid over time, its density with it where it has one; nothing while the model is not known, or of another dimension. Shared as well. */
  field(spec: FieldSpec): Observable<FieldVolume>;
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
  readonly noise: Basis['noise'];
}

/** What a flow lives on; the page's own when left out. */
export interface FlowSurroundings {
  readonly clock?: Clock;
  readonly compute?: Compute;
}

/** @throws ParameterError for an unknown name or word, or laws of different dimensions */
export function createFlow(parameters: Partial<FlowParameters> = {}, { clock = createClock(), compute = workerCompute() }: FlowSurroundings = {}): Flow {
  const state = new BehaviorSubject(nextState(undefined, { ...defaultsOf(FLOW), ...accepted(FLOW, parameters) }));
  const select = <T>(pick: (state: FlowState) => T): Observable<T> => state.pipe(map(pick), distinctUntilChanged());

  const training = train(select((current) => current.training), compute);
  const known$ = combineLatest([state, training.reflowed$]).pipe(
    map(([now, reflowed]) => ({ now, exact: knownExact(now.exact, now.parameters, reflowed === now.training) })),
  );
  const exact$ = known$.pipe(map(({ exact }) => exact), distinctUntilChanged(isSameKnown));
  const basisOf: BasisOf = (name) => {
    const basis$ = name === 'exact'
      ? known$.pipe(concatMap(({ now, exact }) => (exact.known ? of(basis(now, exact.model)) : EMPTY)))
      // State and run change one after the other: in between, the network is of what was before.
      : combineLatest([state, training.moments$]).pipe(concatMap(([now, { model, inputs }]) => (inputs === now.training ? of(basis(now, model)) : EMPTY)));
    return basis$.pipe(distinctUntilChanged((a, b) => a.model === b.model && a.noise === b.noise));
  };
  /** What is kept may be of parameters that were: it is told when it is of those that are, and of an exact model while that is known. */
  const told = <Answer>(name: ModelName, about$: Observable<About<Answer>>): Observable<Answer> => {
    const isPresent = ({ basis: { model, laws } }: About<Answer>): boolean => (name === 'exact' ? model === state.value.exact : laws === state.value.laws);
    const answer$ = about$.pipe(filter(isPresent), map(({ answer }) => answer));
    if (name === 'learned') return answer$;
    return exact$.pipe(map(({ known }) => known), distinctUntilChanged(), switchMap((isKnown) => (isKnown ? answer$ : EMPTY)));
  };
  const cloudAbout = shared(askCloud(basisOf, compute));
  const fieldAbout = shared(askField(basisOf, compute));
  const model$ = select((current) => current.parameters.model);

  return {
    parameters$: select((current) => current.parameters),
    laws$: select(({ laws }) => laws),
    exact$,
    learned$: training.moments$.pipe(map(({ model }) => model), distinctUntilChanged()),
    training$: training.moments$.pipe(map((moment) => moment.state)),
    cloud({ model: name, ...options } = {}) {
      const spec = { ...defaultsOf(CLOUD), ...accepted(CLOUD, options) };
      const ask = (model: ModelName) => told(model, cloudAbout(relevant({ model, ...spec })).pipe(filter(({ basis: { noise } }) => noise === state.value.noise)));
      return name ? ask(name) : model$.pipe(switchMap(ask));
    },
    field: ({ model, grid: { dimension, lower, upper, size }, maxTimes }) => told(model, fieldAbout({ model, grid: { dimension, lower, upper, size }, maxTimes })),
    time$: clock.time$,
    clock,
    get parameters() {
      return state.value.parameters;
    },
    get laws() {
      return state.value.laws;
    },
    set(change) {
      state.next(nextState(state.value, { ...state.value.parameters, ...accepted(FLOW, change) }));
    },
    train: () => training.start(),
    pauseTraining: () => training.pause(),
    stepTraining: () => training.step(),
    resetTraining: () => training.reset(),
    reflow: () => training.reflow(),
    lookBack: (step) => training.lookBack(step),
  };
}

const basis = ({ noise, laws, parameters: { seed, schedule } }: FlowState, model: VelocityModel): Basis => ({ model, noise, laws, seed, schedule });

/** What follows from the parameters; parts whose parameters have not changed keep their identity. */
function nextState(before: FlowState | undefined, parameters: FlowParameters): FlowState {
  const isSame = (...names: readonly (keyof FlowParameters)[]): boolean =>
    before !== undefined && names.every((name) => isEqual(before.parameters[name], parameters[name]));
  const keepsLaws = isSame('source', 'target');
  const keepsExact = keepsLaws && isSame('schedule');
  const laws = before && keepsLaws ? before.laws : resolveLaws(parameters);
  const { source, target } = laws;
  return {
    parameters,
    laws,
    exact: before && keepsExact ? before.exact : { kind: 'mixture', source: source.law, target: target.law, schedule: parameters.schedule },
    training: before && keepsExact && isSame(...TRAINING_PARAMETERS) ? before.training : trainingInputs(laws, parameters),
    noise: before && before.laws.source === source && isSame('seed') ? before.noise : noiseOf(source.law, parameters.seed),
  };
}

function noiseOf(law: Mixture, seed: number): Basis['noise'] {
  const drawn = new Map<number, Points>();
  return (count) => {
    const points = drawn.get(count) ?? sampleMixture(law, count, createRandom(seed, CLOUD_STREAM));
    drawn.set(count, points);
    return points;
  };
}

function trainingInputs({ source, target }: Laws, parameters: FlowParameters): TrainingInputs {
  const own = Object.fromEntries(TRAINING_PARAMETERS.map((name) => [name, parameters[name]])) as Pick<FlowParameters, (typeof TRAINING_PARAMETERS)[number]>;
  return { ...own, source: source.law, target: target.law };
}

function isEqual(a: FlowParameters[keyof FlowParameters], b: FlowParameters[keyof FlowParameters]): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}

function accepted<Table extends Rows>(rows: Table, given: Partial<Values<Table>>): Partial<Values<Table>> {
  const { taken, notes } = readValues(rows, given);
  for (const note of notes) console.warn(`fm-elements: ${note}`);
  return taken;
}
