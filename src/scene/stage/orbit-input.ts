import { firstOrbit } from '../cameras/orbit.ts';
import type { Orbit } from '../cameras/orbit.ts';

/** A drag across the whole figure turns it so far. */
const TURN_RAD = Math.PI;
const KEY_TURN_RAD = Math.PI / 36;
const KEY_ZOOM = 1.15;
const WHEEL_ZOOM_PER_PX = 0.002;
const PITCH_RAD = { min: -0.9, max: 1.1 };
const ZOOM = { min: 0.5, max: 6 };
/** The view covers 63 % of what is left to its goal in this time. */
const DAMPING_MS = 70;
/** Closer to its goal than this the view has arrived. */
const ARRIVED = 1e-4;

const clamp = (value: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, value));

/**
 * Turns a deep figure by pointer, keys and wheel, zooms it by two fingers and by the wheel with Ctrl. The page keeps what is its
 * own: vertical swipes and the plain wheel scroll.
 */
export class OrbitInput {
  private goal: Orbit = firstOrbit;
  private now: Orbit = firstOrbit;
  private lastMs: number | undefined;
  private readonly canvas: HTMLCanvasElement;
  private readonly moved: () => void;
  private connection: AbortController | undefined;

  /** @param moved  called when the next frame will differ */
  constructor(canvas: HTMLCanvasElement, moved: () => void) {
    this.canvas = canvas;
    this.moved = moved;
  }

  get orbit(): Orbit {
    return this.now;
  }

  set enabled(enabled: boolean) {
    if (enabled === (this.connection !== undefined)) return;
    this.connection?.abort();
    this.connection = enabled ? this.connect() : undefined;
    this.canvas.style.touchAction = enabled ? 'pan-y' : '';
    if (enabled) this.canvas.tabIndex = 0;
    else this.canvas.removeAttribute('tabindex');
  }

  reset(): void {
    // Whole turns are forgotten, so that the way home is the short one.
    const turns = Math.round((this.now.yawRad - firstOrbit.yawRad) / (2 * Math.PI)) * 2 * Math.PI;
    this.now = { ...this.now, yawRad: this.now.yawRad - turns };
    this.turnTo(firstOrbit);
  }

  /** Lets the view follow its goal; true while it has not arrived. */
  advance(nowMs: number): boolean {
    const elapsedMs = this.lastMs === undefined ? 16 : Math.min(100, nowMs - this.lastMs);
    const part = reducesMotion() ? 1 : 1 - Math.exp(-elapsedMs / DAMPING_MS);
    const follow = (key: keyof Orbit) => this.now[key] + (this.goal[key] - this.now[key]) * part;
    this.now = { yawRad: follow('yawRad'), pitchRad: follow('pitchRad'), zoom: follow('zoom') };
    const arrived = (['yawRad', 'pitchRad', 'zoom'] as const).every((key) => Math.abs(this.goal[key] - this.now[key]) < ARRIVED);
    if (arrived) this.now = this.goal;
    this.lastMs = arrived ? undefined : nowMs;
    return !arrived;
  }

  private turnTo({ yawRad, pitchRad, zoom }: Orbit): void {
    this.goal = { yawRad, pitchRad: clamp(pitchRad, PITCH_RAD), zoom: clamp(zoom, ZOOM) };
    this.moved();
  }

  private turnBy(yawRad: number, pitchRad: number): void {
    const { goal } = this;
    this.turnTo({ ...goal, yawRad: goal.yawRad + yawRad, pitchRad: goal.pitchRad + pitchRad });
  }

  private connect(): AbortController {
    const connection = new AbortController();
    const { canvas } = this;
    const { signal } = connection;
    /** Where the pointers are that are down, in the order in which they came. */
    const pointers = new Map<number, { x: number; y: number }>();
    /** The view when the first of them came. */
    let before = this.goal;
    canvas.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0) return;
        if (pointers.size === 0) before = this.goal;
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
          const perPx = TURN_RAD / Math.max(1, canvas.clientWidth);
          this.turnBy((at.x - last.x) * perPx, (at.y - last.y) * perPx);
        } else {
          const other = [...pointers].find(([id]) => id !== event.pointerId)![1];
          const stretch = distanceBetween(at, other) / Math.max(1, distanceBetween(last, other));
          this.turnTo({ ...this.goal, zoom: this.goal.zoom * stretch });
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
        if (pointers.delete(event.pointerId)) this.turnTo(before);
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
        this.turnTo({ ...this.goal, zoom: this.goal.zoom * Math.exp(-event.deltaY * WHEEL_ZOOM_PER_PX) });
      },
      { signal, passive: false },
    );
    return connection;
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { goal } = this;
    const actions: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => this.turnBy(-KEY_TURN_RAD, 0),
      ArrowRight: () => this.turnBy(KEY_TURN_RAD, 0),
      ArrowUp: () => this.turnBy(0, -KEY_TURN_RAD),
      ArrowDown: () => this.turnBy(0, KEY_TURN_RAD),
      '+': () => this.turnTo({ ...goal, zoom: goal.zoom * KEY_ZOOM }),
      '-': () => this.turnTo({ ...goal, zoom: goal.zoom / KEY_ZOOM }),
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
const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
