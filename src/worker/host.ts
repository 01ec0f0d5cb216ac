import { ArgumentError, type VelocityModel } from '../math/index.ts';
import type { Abilities } from './abilities.ts';
import { EvenShare } from './even-share.ts';
import type { FailureSaying } from './failure.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';
import type { Port } from './port.ts';
import type { Calls, FailureCode, FromWorker, PostedCall, ToWorker } from './protocol.ts';
import { inSlices } from './slices.ts';
import { ShortestFirst } from './shortest-first.ts';
import type { YieldNow } from './task.ts';
import { calls, type CallRow, type CallRows } from './tasks.ts';
import { buffersOf } from './transferables.ts';

type Open = Extract<ToWorker, { type: 'open' }>;

/** What the page has last said of one call or feed. */
interface Control {
  isClosed: boolean;
  isPaused: boolean;
  /** Frames that the page has room for. */
  credit: number;
  /** Single steps that the page has asked for and not got. */
  steps: number;
  /** Ends the rest of a feed that has nothing to do, and the wait of a call that is closed. */
  wake(): void;
}

/**
 * Answer the calls and feeds that arrive at `port`. Feeds and the shortest of the calls take turns: each does a slice of its work, then gives
 * way, so that a call is answered in the middle of a training and a message is heard within a few slices. Calls that take long have together as much time as a feed.
 *
 * @returns ends all of them, for a host that does not end with its thread
 */
export function serve(port: Port, { evaluators, feeds, calls: more }: Abilities): () => void {
  const controls = new Map<number, Control>();
  /** What calls are about, by the keys that the page has given them. */
  const models = new Map<number, VelocityModel>();
  const order = new ShortestFirst();
  const share = new EvenShare();
  const post = (message: FromWorker, transfer: Transferable[] = []): void => port.postMessage(message, transfer);

  /** Do `work` for a new id and say so when it fails. */
  const run = async (id: number, isPaused: boolean, work: (control: Control) => Promise<void>): Promise<void> => {
    const control: Control = { isClosed: false, isPaused, credit: 1, steps: 0, wake: () => undefined };
    controls.set(id, control);
    try {
      await work(control);
    } catch (error) {
      if (!control.isClosed) post({ type: 'failed', id, ...describe(error) });
    } finally {
      controls.delete(id);
    }
  };

  /** The model is taken at once: it may be dropped before the call has its turn. */
  const answer = ({ id, name, request: rest, model }: PostedCall): Promise<void> => {
    const request = (model === undefined ? rest : { ...rest, model: models.get(model) }) as Calls['integrate']['request'];
    return run(id, false, async (control) => {
      // The name decides the type of the request, which TypeScript does not follow through a table.
      const row = ({ ...calls, ...more } as CallRows)[name] as CallRow<typeof request, Calls['integrate']['reply']> | undefined;
      if (!row) throw missing(name);
      const { task, length } = row;
      const isClosed = (): boolean => control.isClosed;
      const work = length(request);
      order.enter(control, work);
      control.wake = () => share.giveUp(control);
      /** When the present slice began; undefined in the first: what takes no other is answered at once and owes nothing. */
      let began: number | undefined;
      const account = (): void => void (began !== undefined && share.callTook(performance.now() - began));
      try {
        await order.turn(control, isClosed);
        const yieldNow: YieldNow = async () => {
          account();
          await share.turn(control, work);
          await yieldToEventLoop();
          await order.turn(control, isClosed);
          began = performance.now();
          return !control.isClosed;
        };
        const reply = await task(request, yieldNow, evaluators);
        account();
        // An answer may be part of what was asked about, as a law is of its model, which stays.
        const kept = new Set(buffersOf(request));
        if (reply && !control.isClosed) post({ type: 'reply', id, reply }, buffersOf(reply).filter((buffer) => !kept.has(buffer)));
      } finally {
        order.leave(control);
      }
    });
  };

  const follow = ({ id, name, request, paused }: Open): Promise<void> =>
    run(id, paused, async (control) => {
      const open = feeds[name];
      if (!open) throw missing(name);
      // A reader may press on: what is left again at once takes no memory.
      await yieldToEventLoop();
      if (control.isClosed) return;
      const source = await open(request);
      let began = performance.now();
      const giveWay = async (): Promise<boolean> => {
        share.feedTook(performance.now() - began);
        await yieldToEventLoop();
        began = performance.now();
        return !control.isClosed;
      };
      try {
        while (!control.isClosed) {
          const isResting = (control.isPaused && control.steps === 0) || source.isOver();
          if (!isResting) share.enter(control);
          if (control.credit > 0 && source.isFrameDue(isResting)) {
            control.credit--;
            const frame = await inSlices(source.frame(), giveWay);
            if (!frame) return;
            post({ type: 'frame', id, frame }, buffersOf(frame));
          } else if (isResting) {
            if (source.isOver() && !source.isFrameDue(true)) return post({ type: 'done', id });
            source.rest();
            share.leave(control);
            await new Promise<void>((resolve) => (control.wake = resolve));
            began = performance.now();
            continue;
          } else if (!control.isPaused) source.advance();
          else if (source.step()) control.steps--;
          await giveWay();
        }
      } finally {
        share.leave(control);
        source.dispose();
      }
    });

  const hear = (event: Event): void => {
    const message = (event as MessageEvent<ToWorker>).data;
    if (message.type === 'call') return void answer(message);
    if (message.type === 'open') return void follow(message);
    if (message.type === 'ping') return post({ type: 'pong' });
    if (message.type === 'keep') return void models.set(message.key, message.model);
    if (message.type === 'drop') return void models.delete(message.key);
    const control = controls.get(message.id);
    if (!control) return;
    if (message.type === 'credit') control.credit++;
    else if (message.type === 'close') control.isClosed = true;
    else if (message.type === 'step') control.steps += control.isPaused ? 1 : 0;
    else {
      control.isPaused = message.type === 'pause';
      control.steps = 0;
    }
    control.wake();
  };
  port.addEventListener('message', hear);
  port.start?.();
  post({ type: 'ready' });
  return () => {
    port.removeEventListener('message', hear);
    for (const control of controls.values()) {
      control.isClosed = true;
      control.wake();
    }
    port.close?.();
  };
}

/** One with more code can be asked. */
const missing = (name: string): Error => Object.assign(new Error(`This worker has no code for "${name}".`), { code: 'worker-part' satisfies FailureCode });

/** The code that the error itself carries, else the one that its kind tells. */
function describe(error: unknown): { code: FailureCode; message: string; saying?: FailureSaying } {
  const { code, message = String(error), saying } = error as { code?: FailureCode; message?: string; saying?: FailureSaying };
  const said = { message, ...(saying && { saying }) };
  if (error instanceof ArgumentError) return { code: 'bad-request', ...said };
  if (typeof code === 'string') return { code, ...said };
  const isAboutSize = error instanceof RangeError || (error as Error).name === 'RuntimeError';
  if (isAboutSize && /alloc|memory|OOM|array (buffer )?length/i.test(message)) {
    return { code: 'worker-memory', message: `There is not enough memory for this: ${message}`, saying: { key: 'noMemory' } };
  }
  return { code: 'worker-task', ...said };
}
