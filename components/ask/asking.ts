import { html, nothing, type TemplateResult } from 'lit';
import { BehaviorSubject, of } from 'rxjs';
import { ASKED, domainOf, PROBES, type AskState, type FigureOptions, type Form, type ProbeName, type Quantity, type Question, type Reading, type Score } from '../../src/figures/index.ts';
import type { Place } from '../../src/math/index.ts';
import { toldTime, type Convention, type Domain, type Pointing } from '../../src/scene/index.ts';
import type { Flow, Laws } from '../../src/streams/index.ts';
import type { AskWords } from './words.ts';

/** What `fm-answer` tells: coordinates in the data's own units, times and rates with t = 0 at the source and 1 at the data. */
export interface Answer extends Score {
  readonly ask: Quantity;
  readonly probe: ProbeName;
  /** Of the cross; absent where a box is asked of. */
  readonly x?: readonly number[];
  readonly t: number;
  readonly box?: { readonly lower: readonly number[]; readonly upper: readonly number[] };
  /** A velocity or score, the coordinates of a point, or one number. */
  readonly answer: readonly number[];
  readonly truth: readonly number[];
}

/** What the reader has answered, for course software. */
export type FmAnswerEvent = CustomEvent<Answer>;

/** The figure that asks. */
export interface AskingFigure {
  readonly flow: Flow;
  readonly quantity: Quantity;
  readonly probe: ProbeName;
  /** Where it asks first, in inner coordinates. */
  readonly places: readonly Place[];
  /** Layers that the author has named. */
  readonly named: readonly string[] | undefined;
  words(): AskWords;
  convention(): Convention | undefined;
  /** The element is to be rendered again. */
  refresh(): void;
  onAnswer(answer: Answer): void;
}

/** Fractions that never come near one another again: places in the middle of the figure, one after the other. */
const NEXT = [0.7548776662466927, 0.5698402909980532, 0.4301597090019468] as const;
/** Of the figure, from side to side. */
const MIDDLE = 0.6;
/** Before this time, so that what a velocity leads to is in the figure. */
const LATEST = 0.7;
/** A finger that comes down so near to what it drags takes it, as a part of the figure. */
const NEAR = 0.08;

/** A figure's questions to its reader, one after the other. */
export class Asking {
  private readonly figure: AskingFigure;
  private readonly state$ = new BehaviorSubject<AskState>({ isAnswered: false });
  private readonly place$ = new BehaviorSubject<Place | undefined>(undefined);
  /** A box is asked of, which the reader moves as without a question. */
  readonly isBox: boolean;
  private count = 0;
  private domain: Domain = { lower: [], upper: [] };
  private isDeep = false;
  private reading: Reading | undefined;
  /** How long a unit is drawn as an arrow. */
  private scale = 1;
  /** The answer was given before the figure knew its own. */
  private isWaiting = false;
  private score: { readonly score: Score; readonly truth: readonly number[] } | 'unknown' | undefined;
  private readonly question: Question;

  constructor(figure: AskingFigure) {
    const { probe, quantity } = figure;
    this.figure = figure;
    this.isBox = PROBES[probe].press === 'box';
    this.question = {
      probe, quantity, state$: this.state$,
      onReading: (reading, scale) => {
        this.reading = reading;
        this.scale = scale;
        if (this.isWaiting && reading) queueMicrotask(() => this.answer());
      },
    };
  }

  private get form(): Form {
    return ASKED.now!.FORMS[this.figure.quantity];
  }

  /** The figure's own, asking. */
  change({ probe: _, ...options }: FigureOptions, laws: Laws): FigureOptions {
    const { figure: { probe, named }, question, form } = this;
    const { asked, TELLING } = ASKED.now!;
    this.domain = domainOf(laws, options.view);
    this.isDeep = options.view === 'volume' || options.view === 'spacetime';
    if (!this.place$.value || this.place$.value.x.length !== laws.target.dimension) this.place$.next(this.isBox ? undefined : this.nextPlace());
    const layers = named ? options.layers : options.layers.filter((layer) => layer !== 'points' && !(typeof layer === 'string' && TELLING[form].includes(layer)));
    return { ...options, layers: [...layers, { name: probe, code: asked(PROBES[probe].code, question) }], cross$: this.place$, chosen$: of([]) };
  }

  /** Null where nothing is dragged. */
  get pointing(): Pointing | null {
    if (this.form === 'number') return null;
    let isPut = false;
    const guess = (place: Place): void => {
      if (!this.state$.value.isAnswered) this.set({ guess: place.x, isAnswered: false });
    };
    return {
      cross: () => this.at(this.state$.value.guess) ?? this.place$.value,
      move: (place, { kind }) => {
        // A drag in space turns the figure: there the answer follows the mouse until it is clicked.
        if (kind !== 'hover' || (this.isDeep && !isPut)) guess(place);
      },
      press: (place, by) => {
        if (by === 'key') return this.answer();
        isPut = true;
        guess(place);
      },
      clear: () => {
        isPut = false;
        if (!this.state$.value.isAnswered) this.set({ isAnswered: false });
      },
      holds: (place) => this.isNear(place),
    };
  }

  /** What keys do on the picture; nothing where nothing is dragged. */
  get keys(): string | undefined {
    return this.form === 'number' ? undefined : this.figure.words().keys;
  }

  render(): TemplateResult {
    const { figure: { quantity }, form, score } = this;
    const words = this.figure.words();
    const { guess, isAnswered } = this.state$.value;
    return html`<form class="ask" part="ask" novalidate @submit=${this.onSubmit}>
      <p id="question">${words.question(quantity, ASKED.now!.askedTime(this.figure.probe, this.isTimed ? this.place$.value?.t : undefined))}</p>
      ${form === 'number' ? html`<label>${words.name(quantity)} <input type="number" step="0.1" name="number" ?disabled=${isAnswered} aria-describedby="question" @input=${this.onNumber} /></label>` : nothing}
      <button type="submit" ?disabled=${isAnswered || !guess}>${words.answer}</button>
      <button type="button" ?disabled=${!isAnswered} @click=${this.onNext}>${words.again}</button>
      <p role="status">${score === 'unknown' ? words.unknown : score ? words.score(form, score.score, this.told(score.truth[0])) : nothing}</p>
    </form>`;
  }

  /** Also one who moves the box has another question. */
  readonly next = (): void => {
    this.score = undefined;
    this.isWaiting = false;
    const { guess } = this.state$.value;
    this.set({ isAnswered: false, ...(this.form === 'number' && guess && { guess }) });
  };

  /** What was told of one time is not told of another. */
  readonly moved = (): void => {
    if (this.score && (this.isBox || !this.isTimed)) this.next();
  };

  private readonly onNext = (event: Event): void => {
    this.count++;
    if (!this.isBox) this.place$.next(this.nextPlace());
    (event.target as HTMLElement).closest('form')!.reset();
    this.state$.next({ isAnswered: false });
    this.next();
  };

  private readonly onNumber = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.set({ isAnswered: false, ...(value !== '' && Number.isFinite(Number(value)) && { guess: [this.told(Number(value))] }) });
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    this.answer();
  };

  private answer(): void {
    const { figure: { quantity, probe, flow, onAnswer }, place$: { value: place }, state$: { value: { guess, isAnswered } }, form, reading, scale } = this;
    if (!guess || isAnswered) return;
    this.isWaiting = reading === undefined;
    if (this.isWaiting) return;
    const { scoreOf, truthOf } = ASKED.now!;
    const truth = truthOf(quantity, reading);
    if (!truth) {
      this.score = 'unknown';
      return this.figure.refresh();
    }
    const { units } = flow.laws.target;
    // Of data of many units distances are told in standard ones.
    const inner = (v: readonly number[]): readonly number[] =>
      !units || form === 'number' ? v : v.map((value, k) => (form === 'point' ? (value - units.centre[k]) / units.scale[k] : quantity === 'score' ? value * units.scale[k] : value / units.scale[k]));
    const outer = (v: readonly number[]): readonly number[] =>
      !units || form === 'number' ? v : v.map((value, k) => (form === 'point' ? units.centre[k] + units.scale[k] * value : quantity === 'score' ? value / units.scale[k] : value * units.scale[k]));
    const given = form === 'arrow' ? guess.map((value, k) => (value - place!.x[k]) / scale) : guess;
    const score = scoreOf(quantity, given, inner(truth), place?.x);
    this.score = { score, truth };
    this.set({ guess, isAnswered: true });
    const where = reading && 'lower' in reading ? { box: { lower: reading.lower, upper: reading.upper } } : { x: place!.x.map((value, k) => (units ? units.centre[k] + units.scale[k] * value : value)) };
    onAnswer({ ask: quantity, probe, ...where, t: reading && 't' in reading && this.isBox ? reading.t : place && this.isTimed ? place.t : flow.clock.time, answer: outer(given), truth, ...score });
  }

  /** Where time runs across the paper a place has a time of its own. */
  private get isTimed(): boolean {
    return this.domain.lower.length === 1;
  }

  /** A flux as it is told, or one that is told in our time. */
  private told(value: number): number {
    return this.figure.quantity === 'flux' && toldTime(0, this.figure.convention()) === 1 ? -value : value;
  }

  private set(state: AskState): void {
    this.state$.next(state);
    this.figure.refresh();
  }

  private at(x: readonly number[] | undefined): Place | undefined {
    return x && { x, t: this.place$.value?.t ?? 0 };
  }

  private isNear({ x }: Place): boolean {
    const { lower, upper } = this.domain;
    const held = this.state$.value.guess ?? this.place$.value?.x;
    return held !== undefined && x.every((value, k) => Math.abs(value - held[k]) <= NEAR * (upper[k] - lower[k]));
  }

  /** The author's, one after the other, then others in the middle of the figure. */
  private nextPlace(): Place {
    const { count, domain: { lower, upper }, figure: { places } } = this;
    if (count < places.length) return places[count];
    const part = (k: number): number => ((count + 1) * NEXT[k]) % 1;
    return { x: lower.map((from, k) => from + (upper[k] - from) * (0.5 + MIDDLE * (part(k) - 0.5))), t: LATEST * part(2) };
  }
}
