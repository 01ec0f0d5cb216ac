import type { Orbit } from '../cameras/orbit.ts';
import type { OrbitMotion } from './orbit-motion.ts';
import { windowOf } from './window-of.ts';

/** A drag across the whole figure turns it so far. */
const TURN_RAD = Math.PI;
const KEY_TURN_RAD = Math.PI / 36;
const KEY_ZOOM = 1.15;
const WHEEL_ZOOM_PER_PX = 0.002;

/**
 * Turns a deep figure by pointer, keys and wheel, zooms it by two fingers and by the wheel with Ctrl. The page keeps what is its
 * own: vertical swipes and the plain wheel scroll.
 */
export class OrbitInput {
  private readonly motion: OrbitMotion;
  private readonly canvas: HTMLCanvasElement;
  private readonly forget: () => void;
  private connection: AbortController | undefined;

  /**
   * @param moved  called when the next frame will differ
   * @param motion  its own, or of several figures that turn together
   */
  constructor(canvas: HTMLCanvasElement, moved: () => void, motion: OrbitMotion) {
    this.canvas = canvas;
    this.motion = motion;
    this.forget = motion.watch(moved);
  }

  get orbit(): Orbit {
    return this.motion.orbit;
  }

  /** It turns nothing any more. */
  disconnect(): void {
    this.enabled = false;
    this.forget();
  }

  set enabled(enabled: boolean) {
    if (enabled === (this.connection !== undefined)) return;
    this.connection?.abort();
    this.connection = enabled ? this.connect() : undefined;
    this.canvas.style.touchAction = enabled ? 'pan-y' : '';
  }

  reset(): void {
    this.motion.reset();
  }

  /** Lets the view follow its goal; true while it has not arrived. */
  advance(nowMs: number): boolean {
    return this.motion.advance(nowMs, this.reducesMotion());
  }

  private reducesMotion(): boolean {
    return windowOf(this.canvas).matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  private turnBy(yawRad: number, pitchRad: number): void {
    const { goal } = this.motion;
    this.motion.turnTo({ ...goal, yawRad: goal.yawRad + yawRad, pitchRad: goal.pitchRad + pitchRad });
  }

  private connect(): AbortController {
    const connection = new AbortController();
    const { canvas, motion } = this;
    const { signal } = connection;
    /** Where the pointers are that are down, in the order in which they came. */
    const pointers = new Map<number, { x: number; y: number }>();
    /** The view when the first of them came. */
    let before = motion.goal;
    canvas.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0) return;
        if (pointers.size === 0) before = motion.goal;
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
        canvas.setPointerCapture(event.pointerId);
      },
      { signal },
    );
    canvas.addEventListener(
      'pointermove',
      (event) => {
        const last = pointers.get(event.pointerId);
        if (last === undefined) return;
        const at = { x: event.clientX, y: event.clientY };
        if (pointers.size === 1) {
          const perPx = TURN_RAD / Math.max(1, canvas.getBoundingClientRect().width);
          this.turnBy((at.x - last.x) * perPx, (at.y - last.y) * perPx);
        } else {
          const other = [...pointers].find(([id]) => id !== event.pointerId)![1];
          const stretch = distanceBetween(at, other) / Math.max(1, distanceBetween(last, other));
          motion.turnTo({ ...motion.goal, zoom: motion.goal.zoom * stretch });
        }
        pointers.set(event.pointerId, at);
      },
      { signal },
    );
    for (const end of ['pointerup', 'lostpointercapture'] as const) {
      canvas.addEventListener(end, (event) => void pointers.delete(event.pointerId), { signal });
    }
    canvas.addEventListener(
      'pointercancel',
      (event) => {
        // The browser has found that the swipe is the page's: what it did to the view until then was not meant.
        if (pointers.delete(event.pointerId)) motion.turnTo(before);
      },
      { signal },
    );
    canvas.addEventListener(
      'touchstart',
      (event) => {
        // Two fingers are the figure's, also when they move along the page; one may still scroll it.
        if (event.targetTouches.length > 1) event.preventDefault();
      },
      { signal, passive: false },
    );
    canvas.addEventListener('dblclick', () => this.reset(), { signal });
    canvas.addEventListener('keydown', (event) => this.press(event), { signal });
    canvas.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        motion.turnTo({ ...motion.goal, zoom: motion.goal.zoom * Math.exp(-event.deltaY * WHEEL_ZOOM_PER_PX) });
      },
      { signal, passive: false },
    );
    return connection;
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { motion, motion: { goal } } = this;
    const actions: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => this.turnBy(-KEY_TURN_RAD, 0),
      ArrowRight: () => this.turnBy(KEY_TURN_RAD, 0),
      ArrowUp: () => this.turnBy(0, -KEY_TURN_RAD),
      ArrowDown: () => this.turnBy(0, KEY_TURN_RAD),
      '+': () => motion.turnTo({ ...goal, zoom: goal.zoom * KEY_ZOOM }),
      '-': () => motion.turnTo({ ...goal, zoom: goal.zoom / KEY_ZOOM }),
      '0': () => this.reset(),
    };
    const action = actions[event.key];
    if (!action) return;
    action();
    event.preventDefault();
    event.stopPropagation();
  }
}

const distanceBetween = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
