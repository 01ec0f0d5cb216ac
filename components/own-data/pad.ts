import { html, svg, type TemplateResult } from 'lit';
import { PEN, type Stroke } from './brought.ts';
import { History } from './history.ts';
import type { OwnDataWords } from './words.ts';

/** Of the paper, in units of the data: as much as our own sets take up. */
const HALF = { across: 4.5, up: 3 };
/** Points of a pen's way are so far from one another, which their Gaussians bridge. */
const SPACING = PEN;
/** Steps of the cross by keys. */
const KEY_STEP = 0.25;
const FINE_KEY_STEP = 0.05;
const CROSS_ARM = 0.18;
/** More points than this would make every figure slow; the pen is empty then. */
const MOST_POINTS = 10_000;
/** Strokes that can be taken back. */
const MOST_STEPS = 100;

const WAYS: Readonly<Record<string, readonly [across: number, up: number] | undefined>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
};

/** After a quick stroke a browser takes the paper to be thrown, and the next tap, on whatever button, to stop it. */
const HOLD = { handleEvent: (event: TouchEvent): void => event.preventDefault(), passive: false };

type At = readonly [x: number, y: number];

/** @param strokes  of an earlier drawing, which goes on */
export const beginDrawing = (strokes: readonly Stroke[]): History<readonly Stroke[]> => new History(strokes, MOST_STEPS);

/** Who has the paper. */
export interface PadOwner {
  words(): OwnDataWords;
  /** The paper is to be rendered again. */
  refresh(): void;
  /** The paper gets the focus, which a button that can do no more would lose. */
  focus(): void;
  finish(strokes: readonly Stroke[]): void;
  leave(): void;
}

/** Paper that is drawn on by mouse, finger, pen and keys. Each stroke can be taken back, and so can clearing all. */
export class Pad {
  private readonly owner: PadOwner;
  private readonly history: History<readonly Stroke[]>;
  /** By the pointer that is down. */
  private drawn: { readonly pointer: number; readonly stroke: number[] } | undefined;
  private cross: At = [0, 0];

  /** @param history  of a drawing that goes on */
  constructor(owner: PadOwner, history: History<readonly Stroke[]>) {
    this.owner = owner;
    this.history = history;
  }

  /** The paper goes: what the pen has drawn so far is a stroke. */
  rest(): void {
    if (!this.drawn) return;
    const { stroke } = this.drawn;
    this.drawn = undefined;
    this.add(stroke);
  }

  render(): TemplateResult {
    const { history, drawn, cross: [x, y], owner } = this;
    const words = owner.words();
    const all = drawn ? [...history.now, drawn.stroke] : history.now;
    return html`<div class="drawing">
      <svg class="pad" part="pad" viewBox="${-HALF.across} ${-HALF.up} ${2 * HALF.across} ${2 * HALF.up}" tabindex="0" role="application" aria-label=${words.pad} aria-describedby="pad-keys"
        @pointerdown=${this.onDown} @pointermove=${this.onMove} @pointerup=${this.onUp} @pointercancel=${this.onUp} @touchmove=${HOLD} @keydown=${this.onKey}>
        ${svg`<path class="axes" d="M${-HALF.across} 0H${HALF.across}M0 ${-HALF.up}V${HALF.up}"></path>
          <path class="ink" stroke-width=${2 * PEN} d=${all.map(pathOf).join('')}></path>
          <path class="cross" d="M${x - CROSS_ARM} ${-y}h${2 * CROSS_ARM}M${x} ${-y - CROSS_ARM}v${2 * CROSS_ARM}"></path>`}
      </svg>
      <div class="row">
        <button type="button" ?disabled=${!history.canUndo} @click=${this.undo}>${words.undo}</button>
        <button type="button" ?disabled=${!history.canRedo} @click=${this.redo}>${words.redo}</button>
        <button type="button" ?disabled=${history.now.length === 0} @click=${this.clear}>${words.clear}</button>
        <button type="button" class="main" @click=${this.finish}>${words.show}</button>
        <button type="button" @click=${owner.leave}>${words.leave}</button>
        <span role="status">${words.drawn(this.count)}, ${words.cross(x, y)}</span>
      </div>
      <p class="note" id="pad-keys">${words.padKeys}</p>
    </div>`;
  }

  private get count(): number {
    return [...this.history.now, this.drawn?.stroke ?? []].reduce((sum, { length }) => sum + length / 2, 0);
  }

  private readonly finish = (): void => this.owner.finish(this.history.now);

  private readonly undo = (): void => {
    this.history.undo();
    this.changed(this.history.canUndo);
  };

  private readonly redo = (): void => {
    this.history.redo();
    this.changed(this.history.canRedo);
  };

  private readonly clear = (): void => {
    if (this.history.now.length > 0) this.history.push([]);
    this.changed(false);
  };

  /** @param isPossible  whether the same can be done again */
  private changed(isPossible: boolean): void {
    if (!isPossible) this.owner.focus();
    this.owner.refresh();
  }

  private add(stroke: Stroke): void {
    if (this.count < MOST_POINTS) this.history.push([...this.history.now, stroke]);
    this.owner.refresh();
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.drawn) return;
    const paper = event.currentTarget as SVGSVGElement;
    paper.setPointerCapture(event.pointerId);
    this.drawn = { pointer: event.pointerId, stroke: [...placeOf(event)] };
    this.owner.refresh();
  };

  private readonly onMove = (event: PointerEvent): void => {
    if (this.drawn?.pointer !== event.pointerId || this.count >= MOST_POINTS) return;
    extend(this.drawn.stroke, placeOf(event));
    this.owner.refresh();
  };

  private readonly onUp = (event: PointerEvent): void => {
    if (this.drawn?.pointer === event.pointerId) this.rest();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const act = event.altKey ? undefined : event.ctrlKey || event.metaKey ? this.commandOf(event) : this.actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  private commandOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const letter = key.toLowerCase();
    return letter === 'y' || (letter === 'z' && shiftKey) ? this.redo : letter === 'z' ? this.undo : undefined;
  }

  private actOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const way = WAYS[key];
    if (way) return () => this.step(way, shiftKey ? FINE_KEY_STEP : KEY_STEP);
    return { ' ': () => this.add([...this.cross]), 'Backspace': this.undo, 'Delete': this.clear, 'Enter': this.finish, 'Escape': () => this.owner.leave() }[key];
  }

  private step([across, up]: readonly [number, number], by: number): void {
    const [x, y] = this.cross;
    // Steps of 0.05 are no binary fractions: without this a place is not met again.
    const along = (from: number, way: number, half: number): number => within(Math.round((from + way * by) / FINE_KEY_STEP) / (1 / FINE_KEY_STEP), half);
    this.cross = [along(x, across, HALF.across), along(y, up, HALF.up)];
    this.owner.refresh();
  }
}

const within = (value: number, half: number): number => Math.min(half, Math.max(-half, value));

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): At {
  const { left, top, width, height } = (currentTarget as Element).getBoundingClientRect();
  return [within(HALF.across * (2 * ((clientX - left) / width) - 1), HALF.across), within(HALF.up * (1 - 2 * ((clientY - top) / height)), HALF.up)];
}

/** Points at even distances on the straight way from the last one, as far as they go. */
function extend(stroke: number[], [x, y]: At): void {
  const [fromX, fromY] = stroke.slice(-2);
  const distance = Math.hypot(x - fromX, y - fromY);
  for (let i = 1; i * SPACING <= distance; i++) stroke.push(fromX + ((x - fromX) * i * SPACING) / distance, fromY + ((y - fromY) * i * SPACING) / distance);
}

/** Every point by itself, with round ends. */
const pathOf = (stroke: Stroke): string => stroke.flatMap((x, i) => (i % 2 === 0 ? [`M${x.toFixed(3)} ${(-stroke[i + 1]).toFixed(3)}h0`] : [])).join('');
