import { EMPTY, combineLatest, concatMap, distinctUntilChanged, filter, map, of, scan, switchMap, type Observable } from 'rxjs';
import { createRandom, pointsMixture, sampleMixture, type ExactModel, type Mixture, type MixtureModel, type MlpModel, type ScheduleName, type VelocityModel } from '../math/index.ts';
import type { Generator } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { Known } from './exact.ts';
import type { FlowState } from './flow-state.ts';
import { ParameterError, PROBLEM, TRAINING, type Laws, type Range } from './parameters/index.ts';
import type { TrainingInputs, TrainingMoment } from './training-state.ts';

/**
 * The models of a flow by name. `exact`: the marginal field between the laws, where that is known. `learned`: the network. `conditional-N`, N from 1
 * to 10,000: the exact field towards N draws of the data alone, the first of one endless row; `conditional-1` is the lecture's
 * `v_t(x | x_1)`, `(x_1 - x) / (1 - t)` on a straight path. It is known whatever the coupling is: its ends are those draws and the whole source,
 * each with each; it says nothing of how a training pairs them. `ppca-N`, `gmm-N`: the exact field towards a law that is fitted to the data, of N principal
 * axes or N Gaussians; `law`: towards the law of the data itself, which under guidance is the tilted law. `checkpoint-N`: the network as it was after N
 * steps of its training, known from then on where the run has kept it; `latest`: as it is, also while an earlier one is shown.
 */
export type ModelName = 'exact' | 'learned' | 'latest' | 'law' | `${'conditional' | 'ppca' | 'gmm' | 'checkpoint'}-${number}`;

/** A model, and the noise that it carries: what changes together changes both at once. */
export interface Basis {
  readonly model: VelocityModel;
  readonly noise: FlowState['noise'];
  /** The laws that both belong to. */
  readonly laws: Laws;
  /** What is known exactly of them when their ends are paired independently. */
  readonly exact: ExactModel;
  /** Of data that are not among those which `exact` leads to; absent where there are none. */
  readonly fresh?: Mixture;
  /** Of the noise along the way, where there is some, and of the draws of data. */
  readonly seed: number;
  readonly schedule: ScheduleName;
}

/** What a flow's models are made from. */
export interface ModelSources {
  readonly state$: Observable<FlowState>;
  /** State: each state of the flow with what is known exactly of it. */
  readonly known$: Observable<{ readonly now: FlowState; readonly exact: Known<ExactModel> }>;
  readonly moments$: Observable<TrainingMoment>;
  readonly compute: Compute;
}

interface Kind {
  /** Whether a training that goes on leaves it as it is. */
  readonly isStill: boolean;
  /** Whether its score is known in closed form, from any source. */
  readonly hasScore: boolean;
  /** State; nothing comes while the model is not known. */
  basis$(sources: ModelSources, number: number): Observable<Basis>;
  /** State: whether it is known. */
  isKnown$(sources: ModelSources, number: number): Observable<boolean>;
  /** Whether what may have been kept is of the parameters that are. */
  isPresent(basis: Basis, now: FlowState): boolean;
}

const KINDS = {
  exact: {
    isStill: true,
    hasScore: true,
    basis$: ({ known$ }) => known$.pipe(concatMap(({ now, exact }) => (exact.known ? of(basis(now, exact.model)) : EMPTY))),
    isKnown$: ({ known$ }) => known$.pipe(map(({ exact }) => exact.known)),
    isPresent: ({ model }, now) => model === now.exact,
  },
  learned: {
    isStill: false,
    hasScore: false,
    // State and run change one after the other: in between, the network is of what was before.
    basis$: networkOf(({ model }) => model),
    isKnown$: () => of(true),
    isPresent: ({ laws, model }, now) => laws === now.laws && isUnder((model as MlpModel).condition, conditionOf(now)),
  },
  latest: {
    isStill: false,
    hasScore: false,
    basis$: networkOf(({ latest }) => latest),
    isKnown$: () => of(true),
    isPresent: isOfRun,
  },
  checkpoint: {
    isStill: false,
    hasScore: false,
    basis$: (sources, step) => networkOf((moment) => keptAt(moment, step))(sources),
    isKnown$: ({ moments$ }, step) => moments$.pipe(map((moment) => keptAt(moment, step) !== undefined)),
    isPresent: isOfRun,
  },
  conditional: {
    isStill: true,
    hasScore: true,
    basis$: ({ state$ }, draws) => state$.pipe(scan<FlowState, Conditional, undefined>((before, now) => conditional(before, now, draws), undefined), map(({ now, model }) => basis(now, model))),
    isKnown$: () => of(true),
    isPresent: ({ laws, schedule, seed }, { laws: present, parameters }) => laws === present && schedule === parameters.schedule && seed === parameters.seed,
  },
  ppca: fitted((components) => ({ kind: 'ppca', components })),
  gmm: fitted((components) => ({ kind: 'gmm', components })),
  law: fitted(() => ({ kind: 'law' })),
} satisfies Record<string, Kind>;

/** The stream of random numbers that data are drawn from to condition on; clouds and trainings draw from others. */
const DRAWS_STREAM = 107;
type KindName = keyof typeof KINDS;
/** How many axes, or Gaussians, a law that is fitted to the data may have. */
export const FITTED = { ppca: { low: 1, high: 3 }, gmm: { low: 1, high: 64 } } as const;
/** The number in a model's name; the others have none. Before its first step a network is there, and no law of no points. */
const NUMBERS: Readonly<Partial<Record<KindName, Range>>> = {
  conditional: { low: 1, high: 10_000 }, ...FITTED, checkpoint: { low: 0, high: TRAINING.steps.high },
};
const isKind = (given: string | undefined): given is KindName => given !== undefined && Object.hasOwn(KINDS, given);

/** What is known of a model by its name. @throws ParameterError when there is none of that name */
export function modelOf(name: ModelName): Kind & { readonly number: number } {
  const [, kind, digits] = /^([a-z]+)(?:-(0|[1-9]\d{0,5}))?$/.exec(name) ?? [];
  const number = Number(digits ?? 0);
  const range = isKind(kind) ? NUMBERS[kind] : undefined;
  if (!isKind(kind) || (range === undefined) !== (digits === undefined) || (range && (number < range.low || number > range.high))) throw new ParameterError('model', { key: 'unknownModel', name, ...knownModels() });
  return { ...KINDS[kind], number };
}

/** For a sentence: names as they are, and those that a number follows. */
function knownModels(): { readonly known: readonly string[]; readonly numbered: readonly { readonly kind: string; readonly low: number; readonly high: number }[] } {
  const names = Object.keys(KINDS).filter(isKind);
  return { known: names.filter((name) => !NUMBERS[name]), numbered: names.flatMap((kind) => (NUMBERS[kind] ? [{ kind, ...NUMBERS[kind] }] : [])) };
}

/** Whether a training that goes on leaves the model of this name as it is. @throws ParameterError when there is none of that name */
export const isStill = (name: ModelName): boolean => modelOf(name).isStill;

/** The class of the data that is asked for, as a network knows it; absent for all data. The class exists: the exact field is of it as well. */
function conditionOf({ laws: { target: { classes } }, parameters: { condition, guidance } }: FlowState): MlpModel['condition'] {
  return classes && condition !== PROBLEM.condition.default ? { class: classes.names.indexOf(condition), guidance } : undefined;
}

const isUnder = (a: MlpModel['condition'], b: MlpModel['condition']): boolean => a?.class === b?.class && a?.guidance === b?.guidance;

/** What each network is learned from: the checkpoint of another training is none of the present. */
const LEARNED_FROM = new WeakMap<VelocityModel, TrainingInputs>();

const keptAt = ({ kept }: TrainingMoment, step: number): MlpModel | undefined => kept.find((one) => one.step === step)?.model;

/** One of the networks of a run. State and run change one after the other: in between, they are of what was before. */
function networkOf(pick: (moment: TrainingMoment) => MlpModel | undefined): (sources: ModelSources) => Observable<Basis> {
  return ({ state$, moments$ }) => combineLatest([state$, moments$]).pipe(concatMap(([now, moment]) => {
    const network = moment.inputs === now.training ? pick(moment) : undefined;
    if (!network) return EMPTY;
    const model = underCondition(network, now);
    LEARNED_FROM.set(model, moment.inputs);
    return of(basis(now, model));
  }));
}

function isOfRun({ model }: Basis, now: FlowState): boolean {
  return LEARNED_FROM.get(model) === now.training && isUnder((model as MlpModel).condition, conditionOf(now));
}

/** The latest of each network: what is asked twice of it is about one model. */
const conditioned = new WeakMap<MlpModel, MlpModel>();

/** A network under the condition that is asked for. */
function underCondition(model: MlpModel, now: FlowState): MlpModel {
  const condition = conditionOf(now);
  if (!condition || !model.classes) return model;
  const known = conditioned.get(model);
  if (known && isUnder(known.condition, condition)) return known;
  const made = { ...model, condition };
  conditioned.set(model, made);
  return made;
}

interface Conditional {
  readonly now: FlowState;
  readonly model: MixtureModel;
}

/** The law from which a fitted model is made in a worker, which an earlier one need not be of. */
const MADE_FOR = new WeakMap<VelocityModel, ExactModel>();

/** The exact field from the source to a law that a worker makes of where the flow's exact field leads, whatever the coupling is. */
function fitted(generatorOf: (components: number) => Generator): Kind {
  return {
    isStill: true,
    hasScore: true,
    basis$({ state$, compute }, components) {
      const model$ = state$.pipe(
        distinctUntilChanged((a, b) => a.exact === b.exact && a.parameters.seed === b.parameters.seed),
        switchMap(({ exact, laws: { source }, parameters: { seed, schedule } }) => compute.call('fitLaw', { model: exact, generator: generatorOf(components), seed }).pipe(
          map(({ law }): MixtureModel => {
            const model: MixtureModel = { kind: 'mixture', source: source.law, target: law, schedule };
            MADE_FOR.set(model, exact);
            return model;
          }),
        )),
      );
      return combineLatest([state$, model$]).pipe(filter(([now, model]) => MADE_FOR.get(model) === now.exact), map(([now, model]) => basis(now, model)));
    },
    isKnown$: () => of(true),
    isPresent: ({ model, seed }, now) => MADE_FOR.get(model) === now.exact && seed === now.parameters.seed,
  };
}

function conditional(before: Conditional | undefined, now: FlowState, draws: number): Conditional {
  const { laws, parameters: { seed, schedule } } = now;
  if (before && before.now.laws === laws && before.now.parameters.schedule === schedule && before.now.parameters.seed === seed) return { now, model: before.model };
  const target = pointsMixture(sampleMixture(laws.target.law, draws, createRandom(seed, DRAWS_STREAM)));
  return { now, model: { kind: 'mixture', source: laws.source.law, target, schedule } };
}

const basis = ({ noise, laws, exact, fresh, parameters: { seed, schedule } }: FlowState, model: VelocityModel): Basis => ({ model, noise, laws, exact, ...(fresh && { fresh }), seed, schedule });
