import { combineLatest, map, type Observable } from 'rxjs';
import { namedSchedule, type Place, type ScheduleName } from '../../math/index.ts';
import type { ArrowsMark, PointsMark, Writable } from '../../scene/index.ts';
import { askPlace } from '../ask.ts';
import type { Code } from '../../code/index.ts';
import type { AnyReading, LayerCode, LayerContext, LayerMarks, Legend } from '../layer.ts';
import type { Reading } from '../reading.ts';
import type { ProbeName } from '../probes/table.ts';
import { arrowBetween, createArrow, createDot } from '../single-marks.ts';
import type { LegendPlace, Part } from '../view.ts';
import type { Quantity } from './names.ts';
import { askedTime, FORMS, truthOf } from './quantities.ts';

/** What the reader has answered so far. */
export interface AskState {
  /** Where the tip of the arrow or the point is put, in inner coordinates. */
  readonly guess?: readonly number[];
  readonly isAnswered: boolean;
}

/** What is asked, and of which probe. */
export interface Question {
  readonly quantity: Quantity;
  readonly probe: ProbeName;
  /** State. */
  readonly state$: Observable<AskState>;
  /** What the probe tells by now, which the figure keeps to itself until it is answered; and how long arrows are drawn there. */
  onReading(reading: Reading | undefined, scale: number): void;
}

type ProbeCode = LayerCode<unknown, AnyReading>;

interface Needs {
  readonly told: unknown;
  readonly state: AskState;
  readonly place: Place | undefined;
  readonly schedule: ScheduleName;
}

const LOOK = { guess: { color: 'through', shape: 'dashed', widthPx: 2.4 }, truth: { color: 'exact', shape: 'solid', widthPx: 2.4 }, crossPx: 4, guessPx: 5.5, tipPx: 3.4 } as const;

/** How long an arrow of a unit is drawn: a velocity by where it leads, a score sigma^2 times as the probe of predictions draws it. */
const arrowScale = ({ quantity, probe }: Question, t: number, schedule: ScheduleName, overTime: boolean): number =>
  quantity === 'score' ? namedSchedule(schedule).sigma(t) ** 2 : askedTime(probe, overTime ? t : undefined);

/** A probe that keeps its answer to itself until the reader has given one. */
export const asked = (code: Code<ProbeCode>, question: Question): Code<ProbeCode> => ({
  get now() {
    return code.now && askedCode(code.now, question);
  },
  fetch: async () => askedCode(await code.fetch(), question),
});

const askedCode = (code: ProbeCode, question: Question): LayerCode<Needs, AnyReading> => ({
  ask: (flow, context) =>
    combineLatest([code.ask(flow, context), question.state$, askPlace(flow, context), flow.parameters$]).pipe(map(([told, state, place, { schedule }]) => ({ told, state, place, schedule }))),
  make: (context) => new AskedMarks(code.make(context), context, question),
});

class AskedMarks implements LayerMarks<Needs, AnyReading> {
  private readonly probe: LayerMarks<unknown, AnyReading>;
  private readonly context: LayerContext;
  private readonly question: Question;
  private readonly cross: Writable<PointsMark>;
  private readonly tip: Writable<PointsMark>;
  private readonly arrow: Writable<ArrowsMark>;
  private readonly truth: Writable<ArrowsMark>;
  private needs: Needs | undefined;

  constructor(probe: LayerMarks<unknown, AnyReading>, context: LayerContext, question: Question) {
    const clipped = context.view.depth === 'flat';
    this.probe = probe;
    this.context = context;
    this.question = question;
    this.cross = createDot('ink', LOOK.crossPx, clipped);
    this.tip = createDot('through', FORMS[question.quantity] === 'point' ? LOOK.guessPx : LOOK.tipPx, clipped);
    this.arrow = createArrow(LOOK.guess, clipped);
    this.truth = createArrow(LOOK.truth, clipped);
  }

  take(needs: Needs): void {
    this.needs = needs;
    this.probe.take(needs.told);
  }

  layout(...about: Parameters<NonNullable<LayerMarks<unknown>['layout']>>): void {
    this.probe.layout?.(...about);
  }

  update(t: number): void {
    const { needs, probe, question: { quantity, onReading }, context: { view, units }, cross, tip, arrow, truth } = this;
    probe.update(t);
    if (!needs) return;
    const { place, state: { guess }, schedule } = needs;
    const scale = place ? arrowScale(this.question, place.t, schedule, view.overTime) : 1;
    const reading = probe.reading as Reading | undefined;
    onReading(reading, scale);
    if (!place) return;
    const now = view.depth === 'flat' ? place.t : t;
    view.place(place.x, 1, now, cross.positions);
    const end = quantity === 'velocity' ? now + scale : quantity === 'data' ? 1 : quantity === 'noise' ? 0 : quantity === 'end' ? this.context.until : now;
    if (guess) view.place(guess, 1, end, tip.positions);
    const isArrow = FORMS[quantity] === 'arrow';
    arrow.count = guess && isArrow ? 1 : 0;
    if (guess && isArrow) arrowBetween(arrow, cross.positions, tip.positions);
    const known = truthOf(quantity, reading);
    truth.count = known && isArrow ? 1 : 0;
    if (known && isArrow) {
      const to = new Float64Array(3);
      view.place(place.x.map((value, k) => value + (scale * known[k]) / (units?.scale[k] ?? 1)), 1, end, to);
      arrowBetween(truth, cross.positions, to);
    }
    for (const mark of [cross, tip]) mark.version++;
  }

  /** The box of a balance is there to be asked of; all else that a probe draws tells the answer. The arrow of the probe `point` has another length. */
  get parts(): readonly Part[] {
    const { needs, probe: { parts }, question: { quantity, probe }, cross, tip, arrow, truth } = this;
    if (!needs) return [];
    const { state: { guess, isAnswered }, place } = needs;
    const isArrow = FORMS[quantity] === 'arrow';
    const drawn = isAnswered ? (probe === 'point' ? [] : parts) : probe === 'continuity' ? parts.filter(({ mark: { kind } }) => kind === 'strokes' || kind === 'face') : [];
    const own = [...(isAnswered && isArrow ? [truth] : []), ...(guess ? [arrow, tip] : []), ...(place ? [cross] : [])];
    return [...drawn, ...own.map((mark): Part => ({ mark, kind: 'probe' }))];
  }

  legend(place: LegendPlace): Legend | undefined {
    return this.needs?.state.isAnswered && this.question.probe !== 'point' ? this.probe.legend?.(place) : undefined;
  }

  get reading(): AnyReading | undefined {
    return this.needs?.state.isAnswered ? this.probe.reading : undefined;
  }

  get leftOut(): number {
    return this.probe.leftOut ?? 0;
  }
}
