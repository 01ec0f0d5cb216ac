import type { Part } from './part.ts';
import type { WorkerWarning } from './warning.ts';

/** What a `Worker`, a `MessagePort` and the inside of a worker have in common. */
export interface Port {
  /** What is not as it should be with what answers here. */
  readonly warning?: WorkerWarning;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: PortEvent, listener: (event: Event) => void): void;
  removeEventListener(type: PortEvent, listener: (event: Event) => void): void;
  /** Of a `MessagePort`: until it is called, messages wait. */
  start?(): void;
  close?(): void;
  /** Of a `Worker`. */
  terminate?(): void;
}

/** `error` is how a `Worker` says that it could not be loaded or threw. */
export type PortEvent = 'message' | 'messageerror' | 'error';

export function endPort(port: Port): void {
  if (port.terminate) port.terminate();
  else port.close?.();
}

/** One way to start a worker; it may throw. */
export type Opening = () => Port;

/** Ways from the worker's code as text, which weighs as much as its file. */
export interface Inlined {
  /** Whether they are to be tried before the file. */
  isBetter(): boolean;
  openings(part: Part): Promise<readonly Opening[]>;
  /** Without a worker. */
  onPage(part: Part): Promise<readonly Opening[]>;
}

/** The shape of `Worker` as a constructor, for all that can stand in its place. */
export type WorkerConstructor = new (url: URL, options: WorkerOptions) => Worker;
