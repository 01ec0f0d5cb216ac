/** So much of a page's elements is made in one go; then the browser may paint and hear the reader. */
const PIECE_MS = 16;

const waiting: (() => void)[] = [];
let isRunning = false;

/**
 * Do this after what waits already, all elements of the page in one row: thirty figures that are defined at once would otherwise hold the page
 * for as long as all of them take. The first piece comes in the same task.
 *
 * @returns when it is done; rejects with what it throws
 */
export function inPieces(work: () => void): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(() => resolve(new Promise((done) => void done(work()))));
    if (isRunning) return;
    isRunning = true;
    queueMicrotask(runPiece);
  });
}

function runPiece(): void {
  const end = performance.now() + PIECE_MS;
  do waiting.shift()!();
  while (waiting.length > 0 && performance.now() < end);
  if (waiting.length > 0) later(runPiece);
  else isRunning = false;
}

/** In a task of its own. Timers are not used: a hidden tab slows them to one a second. */
function later(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(undefined);
}
