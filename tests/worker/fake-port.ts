import type { FromWorker, Port, ToWorker } from '../../src/worker/index.ts';

/** A port whose other side is the test: it keeps what the page sends and says what it is told to. */
export class FakePort extends EventTarget implements Port {
  readonly sent: ToWorker[] = [];
  isEnded = false;

  postMessage(message: unknown): void {
    structuredClone(message);
    this.sent.push(message as ToWorker);
  }

  terminate(): void {
    this.isEnded = true;
  }

  /** Say `message` as the worker would. */
  say(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  raise(type: 'error' | 'messageerror', message = ''): void {
    this.dispatchEvent(Object.assign(new Event(type), { message }));
  }

  /** `type id` of everything sent so far. */
  get log(): string[] {
    return this.sent.map(({ type, id }) => `${type} ${id}`);
  }
}
