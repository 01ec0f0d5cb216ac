import { placeOn, type PixelPlace } from './client-place.ts';
import { windowOf } from './window-of.ts';

/** By what the cross is moved: by a mouse that only passes, by a drag from where it was pressed, or by keys from where it stood. */
export type Movement<At> = { readonly kind: 'hover' } | { readonly kind: 'drag' | 'keys'; readonly from: At };

/** By what something is chosen: a click or tap, or Enter. */
export type Presser = 'pointer' | 'key';

/** What is done with it. */
export interface PointActions {
  /** Where the cross stands; the middle of what can be pointed at when there is none. */
  readonly cross: () => PixelPlace | undefined;
  /** The cross is to stand there. */
  move(to: PixelPlace, movement: Movement<PixelPlace>): void;
  /** What stands under the cross is chosen. */
  press(by: Presser): void;
  /** All that was chosen is to go. */
  clear(): void;
  /** What the cross holds is to be larger or smaller by this factor. */
  scale(factor: number): void;
  /** Whether a finger that comes down there takes something along, and the page stays where it is. */
  holds(at: PixelPlace): boolean;
}

const KEY_STEP_PX = 12;
const FINE_KEY_STEP_PX = 2;
/** By which plus and minus change the size of what the cross holds. */
const KEY_FACTOR = 1.15;
/** A press that moves further is a drag. */
const SLIP_PX = 5;
/** A finger that has stayed so long where it came down takes the cross there. */
const REST_MS = 400;

const WAYS: Readonly<Record<string, readonly [across: number, down: number] | undefined>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

interface Press {
  readonly id: number;
  readonly at: PixelPlace;
  /** It moves the cross; a finger on a page that scrolls does so once it has moved sideways. */
  isTaken: boolean;
  isSlipped: boolean;
  /** The timer of a finger that may rest. */
  resting?: number;
}

/**
 * A cross that follows the mouse, a finger or keys: arrows move it, with Shift by little; Enter or a click chooses what is under it, Escape ends all that was chosen, plus and minus change its size where it has one. In a figure
 * that can be turned, arrows turn it, and with Shift they move the cross. In a flat one a finger that moves up or down scrolls the page: it moves the cross
 * by a tap, sideways, or by resting.
 */
export class PointInput {
  private readonly canvas: HTMLCanvasElement;
  private readonly actions: PointActions;
  private connection: AbortController | undefined;
  private wasTouchAction = '';

  constructor(canvas: HTMLCanvasElement, actions: PointActions) {
    this.canvas = canvas;
    this.actions = actions;
  }

  /** @param isTurnable  drags and arrows are those of the view */
  connect(isTurnable: boolean): void {
    this.disconnect();
    const { canvas, actions } = this;
    const { signal } = (this.connection = new AbortController());
    this.wasTouchAction = canvas.style.touchAction;
    if (!isTurnable) canvas.style.touchAction = 'pan-y';
    let pressed: Press | undefined;
    const release = (): void => {
      windowOf(canvas).clearTimeout(pressed?.resting);
      pressed = undefined;
    };
    signal.addEventListener('abort', release);
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      release();
      const at = placeOn(canvas, event);
      const isFinger = event.pointerType === 'touch';
      pressed = { id: event.pointerId, at, isTaken: !isTurnable && (!isFinger || actions.holds(at)), isSlipped: false };
      if (isTurnable) return;
      canvas.setPointerCapture(event.pointerId);
      const take = (): void => actions.move(at, { kind: 'drag', from: at });
      if (pressed.isTaken) take();
      else pressed.resting = windowOf(canvas).setTimeout(take, REST_MS);
    }, { signal });
    canvas.addEventListener('pointermove', (event) => {
      const at = placeOn(canvas, event);
      if (pressed?.id === event.pointerId && distance(at, pressed.at) > SLIP_PX) {
        pressed.isSlipped = true;
        windowOf(canvas).clearTimeout(pressed.resting);
        // Whether a finger that moves along the page scrolls it, the browser tells by ending the press.
        if (!isTurnable && Math.abs(at.xPx - pressed.at.xPx) > Math.abs(at.yPx - pressed.at.yPx)) pressed.isTaken = true;
      }
      // A finger that hovers is none; a drag in a turnable figure turns it.
      if (pressed ? !pressed.isTaken : event.pointerType === 'touch') return;
      actions.move(at, pressed ? { kind: 'drag', from: pressed.at } : { kind: 'hover' });
    }, { signal });
    canvas.addEventListener('pointerup', (event) => {
      if (pressed?.id !== event.pointerId) return;
      if (!pressed.isSlipped) {
        actions.move(placeOn(canvas, event), { kind: 'drag', from: pressed.at });
        actions.press('pointer');
      }
      release();
    }, { signal });
    canvas.addEventListener('pointercancel', release, { signal });
    // It comes after `pointerdown`.
    canvas.addEventListener('touchstart', (event) => void (pressed?.isTaken && event.preventDefault()), { signal, passive: false });
    canvas.addEventListener('keydown', (event) => this.onKey(event, isTurnable), { signal, capture: true });
  }

  disconnect(): void {
    if (!this.connection) return;
    this.connection.abort();
    this.connection = undefined;
    this.canvas.style.touchAction = this.wasTouchAction;
  }

  private onKey(event: KeyboardEvent, isTurnable: boolean): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = WAYS[event.key];
    const cross = this.actions.cross();
    if (way && cross && (!isTurnable || event.shiftKey)) {
      const stepPx = event.shiftKey && !isTurnable ? FINE_KEY_STEP_PX : KEY_STEP_PX;
      this.actions.move({ xPx: cross.xPx + way[0] * stepPx, yPx: cross.yPx + way[1] * stepPx }, { kind: 'keys', from: cross });
    } else if (event.key === 'Enter') this.actions.press('key');
    else if (event.key === 'Escape') this.actions.clear();
    else if (!isTurnable && (event.key === '+' || event.key === '=')) this.actions.scale(KEY_FACTOR);
    else if (!isTurnable && event.key === '-') this.actions.scale(1 / KEY_FACTOR);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

const distance = (a: PixelPlace, b: PixelPlace): number => Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);
