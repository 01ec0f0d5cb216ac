/**
 * Let the messages that have arrived be heard, then go on; in a page, let it be painted too. Timers are not used: a hidden
 * tab slows them to one a second.
 */
export function yieldToEventLoop(): Promise<void> {
  // Node empties a busy port, up to 1,000 messages, before it looks at another one; its own queue is fair.
  if (typeof setImmediate === 'function') return new Promise((resolve) => void setImmediate(resolve));
  return typeof requestAnimationFrame === 'function' && typeof document === 'object' ? turnInFrame() : soon();
}

function soon(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Of each frame of a page so much may be computed, by all tasks together: half of what 60 frames a second leave. */
const SHARE_MS = 8;
/** A page that is hidden or out of sight has no frames to wait for. */
const LONGEST_FRAME_MS = 100;

const waiting: (() => void)[] = [];
let isRunningWaiting = false;
let frameBegan = -Infinity;

/** Tasks in a page take turns, one slice each, as long as the frame's share lasts. */
function turnInFrame(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!isRunningWaiting) void runWaiting();
  });
}

async function runWaiting(): Promise<void> {
  isRunningWaiting = true;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (performance.now() - frameBegan >= SHARE_MS) {
      await nextFrame();
      frameBegan = performance.now();
    }
    next();
    // By then the slice is done: it runs before any other message is heard.
    await soon();
  }
  isRunningWaiting = false;
}

/** After the page has been painted. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      void soon().then(resolve);
    };
    const timer = setTimeout(go, LONGEST_FRAME_MS);
    const frame = requestAnimationFrame(go);
  });
}
