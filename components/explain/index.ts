import { html, type TemplateResult } from 'lit';
import { BehaviorSubject, combineLatest, distinctUntilChanged, map, of, retry, Subscription, switchMap } from 'rxjs';
import { changePlaces, isPartly, learningStep, type FigureScene, type Reading } from '../../src/figures/index.ts';
import type { Place } from '../../src/math/index.ts';
import type { Convention, Viewport } from '../../src/scene/index.ts';
import { slowMotion, type Flow, type FlowParameters, type Laws, type SlowMoment } from '../../src/streams/index.ts';
import { panelWords } from '../fm-trainer/words.ts';
import { tell, type Words } from '../locales/index.ts';
import { isSameProblem, type Problem, type Problems } from '../shared/problem.ts';
import { readAnew } from '../shared/readings.ts';
import { triesOf, watchPictures, type PictureSource } from '../shared/watch-pictures.ts';

/** The trainer whose steps are explained. */
export interface ExplainHost {
  readonly problems: Problems;
  readonly viewport: Pick<Viewport, 'pointing' | 'onPaint'>;
  readonly seen$: PictureSource['seen$'];
  draw(scene: FigureScene): void;
  /** The moment is another, or what is told of it. */
  refresh(): void;
}

/** A training that is explained step by step. */
export interface Explaining {
  /** A step is shown; else the training goes on, or is over. */
  readonly isShown: boolean;
  /** What is shown, of the pair at the cross. */
  told(words: Words, convention: Convention | undefined): string;
  /** What keys do with the cross; undefined where no step is shown. */
  keys(words: Words): string | undefined;
  render(words: Words): TemplateResult;
  end(): void;
}

/** Targets of MeanFlow follow from the network itself: they are no velocities of pairs. */
const MEAN_FLOW: Problem = { code: 'exact', attribute: 'explain', saying: { key: 'explainAverage' } };

/** Why steps of such a training cannot be explained; of data of more axes than three a figure has not all. */
export function explainProblem({ objective }: Pick<FlowParameters, 'objective'>, laws: Laws): Problem | undefined {
  if (objective !== 'flow-matching') return MEAN_FLOW;
  const { name, dimension } = laws.target;
  return isPartly(laws) ? { code: 'exact', attribute: 'explain', saying: { key: 'explainPartly', name, dimension } } : undefined;
}

/** Show the next step of a flow's training in slow motion, while it rests. */
export function explain(flow: Flow, { problems, viewport, seen$, draw, refresh }: ExplainHost): Explaining {
  const problem$ = combineLatest([flow.parameters$, flow.laws$]).pipe(map(() => explainProblem(flow.parameters, flow.laws)), distinctUntilChanged(isSameProblem));
  const slow = slowMotion(flow.training, () => changePlaces(flow.laws), seen$);
  const cross = new BehaviorSubject<Place | undefined>(undefined);
  let moment: SlowMoment | undefined;
  let isPlaying = false;
  let readings: readonly Reading[] = [];
  let scene: FigureScene | undefined;
  const subscriptions = new Subscription();
  subscriptions.add(watchPictures({ flow, seen$, problem$, pictures: (laws) => learningStep(flow, laws, slow.moment$, cross) }, problems, (latest) => {
    scene = latest as FigureScene;
    if (moment) draw(scene);
  }));
  const show = (latest: SlowMoment | undefined): void => {
    const isOther = (moment === undefined) !== (latest === undefined);
    moment = latest;
    if (isOther && latest && scene) draw(scene);
    refresh();
  };
  const tries = triesOf(flow, seen$);
  const moment$ = problem$.pipe(
    switchMap((problem) => (problem ? of(undefined) : slow.moment$)),
    // The picture, which is asked for again by the same signs, tells of the error.
    retry({ delay: (error) => (show(undefined), tries.after(error)) }),
  );
  subscriptions.add(moment$.subscribe((latest) => {
    if (latest) tries.succeeded();
    show(latest);
  }));
  subscriptions.add(slow.isPlaying$.subscribe((latest) => {
    isPlaying = latest;
    refresh();
  }));
  viewport.pointing = { cross: () => cross.value, move: (place) => cross.next(place), press: () => slow.next(), clear: () => cross.next(undefined) };
  viewport.onPaint = () => {
    if (!scene || !moment) return;
    const read = readAnew(scene, readings);
    if (read === readings) return;
    readings = read;
    refresh();
  };
  subscriptions.add(() => {
    viewport.pointing = null;
    viewport.onPaint = null;
  });

  return {
    get isShown() {
      return moment !== undefined;
    },
    told: (words, convention) => (moment ? readings.map((reading) => tell(words, reading, convention, refresh)).join(' ') : ''),
    keys: (words) => (moment ? panelWords(words).stageKeys : undefined),
    render: (words) => html`
      <button type="button" ?disabled=${!moment || moment.stage === 'pair'} @click=${slow.back}>${panelWords(words).stageBack}</button>
      <button type="button" ?disabled=${!moment} @click=${slow.next}>${panelWords(words).stageNext}</button>
      <button type="button" ?disabled=${!moment} @click=${isPlaying ? slow.pause : slow.play}>${isPlaying ? words.timeline.pause : words.timeline.play}</button>`,
    end: () => subscriptions.unsubscribe(),
  };
}
