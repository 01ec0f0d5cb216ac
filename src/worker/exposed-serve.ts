import type { Port } from './port.ts';

/** Answers what arrives at a port until the function that it returns is called. */
export type Serve = (port: Port) => () => void;

/**
 * Where the worker's code leaves what it is when it runs in a page. Its file has no exports, because some bundlers make a
 * classic script of it.
 */
const PLACE = Symbol.for('fm-elements.serve');

type Place = Partial<Record<typeof PLACE, Serve>>;

/** Leave `serve` to whoever takes it over. */
export function exposeServe(serve: Serve): void {
  (globalThis as Place)[PLACE] = serve;
}

/** Undefined when nothing was handed over. */
export const exposedServe = (): Serve | undefined => (globalThis as Place)[PLACE];
