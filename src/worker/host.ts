import { ArgumentError } from '../math/index.ts';
import { giveWay } from './give-way.ts';
import type { Port } from './port.ts';
import type { CallName, FailureCode, FromWorker, ToWorker } from './protocol.ts';
import { inSlices } from './slices.ts';
import type { Breathe, CallTask } from './task.ts';
import { calls, feeds } from './tasks.ts';
import { buffersOf } from './transferables.ts';

type Open = Extract<ToWorker, { type: 'open' }>;
type Call = Extract<ToWorker, { type: 'call' }>;

/** What the page has last said of one call or feed. */
interface Wish {
  isClosed: boolean;
  isPaused: boolean;
  /** Frames that the page has room for. */
  credit: number;
  /** Single steps that the page has asked for and not got. */
  steps: number;
  /** Ends the rest of a feed that has nothing to do. */
  wake(): void;
}

/**
 * Answer the calls and feeds that arrive at `port`. All of them take turns: each does a slice of its work, then gives
 * way, so that a call is answered in the middle of a training and a message is heard within a few slices.
 *
 * @returns ends all of them, for a host that does not end with its thread
 */
export function serve(port: Port): () => void {
  const wishes = new Map<number, Wish>();
  const post = (message: FromWorker, transfer: Transferable[] = []): void => port.postMessage(message, transfer);

  /** Do `work` for a new id and say so when it fails. */
  const attend = async (id: number, isPaused: boolean, work: (wish: Wish) => Promise<void>): Promise<void> => {
    const wish: Wish = { isClosed: false, isPaused, credit: 1, steps: 0, wake: () => undefined };
    wishes.set(id, wish);
    try {
      await work(wish);
    } catch (error) {
      if (!wish.isClosed) post({ type: 'failed', id, ...describe(error) });
    } finally {
      wishes.delete(id);
    }
  };

  const answer = ({ id, name, request }: Call): Promise<void> =>
    attend(id, false, async (wish) => {
      // The name decides the type of the request, which TypeScript does not follow through a table.
      const task = calls[name] as CallTask<CallName>;
      const reply = await task(request, breathing(wish));
      if (reply && !wish.isClosed) post({ type: 'reply', id, reply }, buffersOf(reply));
    });

  const follow = ({ id, name, request, paused }: Open): Promise<void> =>
    attend(id, paused, async (wish) => {
      const source = await feeds[name](request);
      try {
        while (!wish.isClosed) {
          const isResting = (wish.isPaused && wish.steps === 0) || source.isOver();
          if (wish.credit > 0 && source.isFrameDue(isResting)) {
            wish.credit--;
            const frame = await inSlices(source.frame(), breathing(wish));
            if (!frame) return;
            post({ type: 'frame', id, frame }, buffersOf(frame));
          } else if (isResting) {
            if (source.isOver() && !source.isFrameDue(true)) return post({ type: 'done', id });
            await new Promise<void>((resolve) => (wish.wake = resolve));
            continue;
          } else if (!wish.isPaused) source.advance();
          else if (source.step()) wish.steps--;
          await giveWay();
        }
      } finally {
        source.dispose();
      }
    });

  const hear = (event: Event): void => {
    const message = (event as MessageEvent<ToWorker>).data;
    if (message.type === 'call') return void answer(message);
    if (message.type === 'open') return void follow(message);
    if (message.type === 'ping') return post({ type: 'pong' });
    const wish = wishes.get(message.id);
    if (!wish) return;
    if (message.type === 'credit') wish.credit++;
    else if (message.type === 'close') wish.isClosed = true;
    else if (message.type === 'step') wish.steps += wish.isPaused ? 1 : 0;
    else {
      wish.isPaused = message.type === 'pause';
      wish.steps = 0;
    }
    wish.wake();
  };
  port.addEventListener('message', hear);
  port.start?.();
  post({ type: 'ready' });
  return () => {
    port.removeEventListener('message', hear);
    for (const wish of wishes.values()) {
      wish.isClosed = true;
      wish.wake();
    }
    port.close?.();
  };
}

/** Until the page leaves. */
const breathing = (wish: Wish): Breathe => async () => {
  await giveWay();
  return !wish.isClosed;
};

/** The code that the error itself carries, else the one that its kind tells. */
function describe(error: unknown): { code: FailureCode; message: string } {
  const { code, message = String(error) } = error as { code?: FailureCode; message?: string };
  if (error instanceof ArgumentError) return { code: 'bad-request', message };
  if (typeof code === 'string') return { code, message };
  const isAboutSize = error instanceof RangeError || (error as Error).name === 'RuntimeError';
  if (isAboutSize && /alloc|memory|OOM|array (buffer )?length/i.test(message)) {
    return { code: 'worker-memory', message: `There is not enough memory for this: ${message}` };
  }
  return { code: 'worker-task', message };
}
