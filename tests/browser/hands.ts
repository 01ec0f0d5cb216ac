/**
 * A reader's hands: the browser's own mouse, wheel, keys and fingers (scripts/wtr-hands.mjs), aimed at places in the page.
 * Events that a test dispatches on an element reach it whatever lies over it; these reach what a reader would.
 */
import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';

/** In CSS px of the viewport. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

const { userAgent } = navigator;
export const browserName = userAgent.includes('Firefox/') ? 'Firefox' : userAgent.includes('Chrome/') ? 'Chromium' : 'WebKit';

/** What the drivers of the three browsers can; a test that needs more skips itself. */
export const canTouch = browserName !== 'WebKit';
/** The touches of Firefox's driver go to the page alone: they scroll nothing. */
export const touchScrolls = browserName === 'Chromium';
/** WebKit's driver turns the wheel without the keys that are held. */
export const canWheelWithCtrl = browserName !== 'WebKit';

const DRAG_STEPS = 4;
const SWIPE_STEPS = 8;
const between = (from: Place, to: Place, steps: number): Place[] =>
  Array.from({ length: steps + 1 }, (_, i) => ({ x: from.x + ((to.x - from.x) * i) / steps, y: from.y + ((to.y - from.y) * i) / steps }));
const position = ({ x, y }: Place): [number, number] => [Math.round(x), Math.round(y)];

/** The middle of an element, or so many px beside it. The element should be in view. */
export function middle(element: Element, byX = 0, byY = 0): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: Math.round(left + width / 2 + byX), y: Math.round(top + height / 2 + byY) };
}

/** What a pointer at this place meets, inside whatever shadow roots. */
export function elementAt({ x, y }: Place): Element | null {
  let found: Element | null = null;
  let inner = document.elementFromPoint(x, y);
  while (inner !== null && inner !== found) {
    found = inner;
    inner = inner.shadowRoot?.elementFromPoint(x, y) ?? null;
  }
  return found;
}

export const moveTo = (place: Place): Promise<void> => sendMouse({ type: 'move', position: position(place) });
export const buttonDown = (): Promise<void> => sendMouse({ type: 'down' });
export const buttonUp = (): Promise<void> => sendMouse({ type: 'up' });
export const click = (place: Place): Promise<void> => sendMouse({ type: 'click', position: position(place) });
export const doubleClick = ({ x, y }: Place): Promise<void> => executeServerCommand('hands', { kind: 'double-click', x, y });

/** The mouse goes there with its button held. */
export async function drag(from: Place, to: Place): Promise<void> {
  await moveTo(from);
  await buttonDown();
  for (const place of between(from, to, DRAG_STEPS).slice(1)) await moveTo(place);
  await buttonUp();
}

/** @param deltaY  CSS px, positive towards the reader, which scrolls down */
export const wheel = ({ x, y }: Place, deltaY: number, { ctrl = false } = {}): Promise<void> =>
  executeServerCommand('hands', { kind: 'wheel', x, y, deltaY, ctrl });

/** One key, or several held together: `press('Shift', 'ArrowRight')`. Names as in `KeyboardEvent.key`. */
export const press = (...keys: string[]): Promise<void> => executeServerCommand('hands', { kind: 'keys', keys });
export const type = (text: string): Promise<void> => sendKeys({ type: text });

const touch = (...fingers: Place[][]): Promise<void> => executeServerCommand('hands', { kind: 'touch', fingers });
export const tap = (place: Place): Promise<void> => touch([place]);
/** One finger. */
export const swipe = (from: Place, to: Place): Promise<void> => touch(between(from, to, SWIPE_STEPS));
/** Two fingers on opposite sides of a place; their distance goes from one to the other, in px. */
export function pinch({ x, y }: Place, fromPx: number, toPx: number, direction: 'across' | 'along' = 'across'): Promise<void> {
  const [sx, sy] = direction === 'across' ? [0.5, 0] : [0, 0.5];
  const finger = (sign: number): Place[] =>
    between({ x: x + sign * sx * fromPx, y: y + sign * sy * fromPx }, { x: x + sign * sx * toPx, y: y + sign * sy * toPx }, SWIPE_STEPS);
  return touch(finger(-1), finger(1));
}

/** A file as a desktop has it; of `size` bytes when that is more than it holds. */
export interface GivenFile {
  readonly name: string;
  readonly text?: string;
  readonly bytes?: readonly number[];
  readonly size?: number;
}
/** Chromium's protocol alone gives files to a page. */
export const canGiveFiles = browserName === 'Chromium';
/** Files, or text, are dragged into the page and let go. */
export const drop = ({ x, y }: Place, files: readonly GivenFile[], text?: string): Promise<void> => executeServerCommand('hands', { kind: 'drop', x, y, files, ...(text !== undefined && { text }) });
/** They are held over it. */
export const hold = ({ x, y }: Place, files: readonly GivenFile[]): Promise<void> => executeServerCommand('hands', { kind: 'hold', x, y, files });
/** The button there is clicked, and these are chosen of the browser's own list of files. */
export const choose = ({ x, y }: Place, files: readonly GivenFile[]): Promise<void> => executeServerCommand('hands', { kind: 'choose', x, y, files });
/** The reader lets the page put what it likes on the clipboard, also pictures, as other programs do. */
export const letWriteClipboard = (): Promise<void> => executeServerCommand('hands', { kind: 'let-write-clipboard' });
