import { EMPTY, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs';
import { withCode, type FigureSettings } from '../../src/figures/index.ts';
import { isStill, type Flow, type FlowParameters } from '../../src/streams/index.ts';
import type { Absent } from '../checkpoints/index.ts';
import { CHECKPOINTS } from './checkpoint-code.ts';
import { askedAgain } from './watch-pictures.ts';

/** How a figure stands to its flow's network: whether it shows it, whether that has learned anything, or why the one of a step is not there. */
export type Network = 'none' | 'untrained' | 'trained' | Absent;

const CHECKPOINT = /^checkpoint-(\d+)$/;

/** Whether a figure waits for the network that it is to show, or cannot have it. */
export const isAbsent = (network: Network): network is Absent => typeof network === 'object';

/**
 * State.
 *
 * @param settings  of the figure, by the flow's parameters
 * @param seen$  State: whether the reader can see some of the figure
 */
export const networkOf = (flow: Flow, settings: (parameters: FlowParameters) => FigureSettings, seen$: Observable<boolean>): Observable<Network> =>
  flow.parameters$.pipe(
    map((parameters) => settings(parameters).models.find((model) => !isStill(model))),
    distinctUntilChanged(),
    switchMap((model) => (model === undefined ? of<Network>('none') : ofStep(flow, seen$, CHECKPOINT.exec(model)?.[1]))),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
  );

/** What is shown of a checkpoint goes on while its network is there, and begins anew when it comes back; what is shown of others goes on. */
export const whileThere = <T>(flow: Flow, settings: FigureSettings, seen$: Observable<boolean>, shown: () => Observable<T>): Observable<T> =>
  settings.models.some((model) => CHECKPOINT.test(model))
    ? networkOf(flow, () => settings, seen$).pipe(map(isAbsent), distinctUntilChanged(), switchMap((isGone) => (isGone ? EMPTY : shown())))
    : shown();

/** Code that cannot be had is asked for with the picture as well, which says so. */
const ofStep = ({ training }: Flow, seen$: Observable<boolean>, step: string | undefined): Observable<Network> =>
  step === undefined
    ? training.isTrained$.pipe(map((isTrained): Network => (isTrained ? 'trained' : 'untrained')))
    : askedAgain(withCode([{ name: 'checkpoint', code: CHECKPOINTS }], () => CHECKPOINTS.now!.absence(training, Number(step))), seen$, () => undefined).pipe(map((absent): Network => absent ?? 'trained'));
