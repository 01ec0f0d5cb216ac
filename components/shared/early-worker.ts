import { isServer } from 'lit';
import { prepareWorker } from '../../src/streams/index.ts';

/**
 * Start the worker while the elements are being made, where a figure that will ask it is in the page already: it takes as long to start as
 * they take to be drawn. After the modules that are loaded together, since one of them may say where the worker is.
 *
 * @param figures  selects those whose exact field is asked for
 */
export function startEarly(figures: string): void {
  if (!isServer && document.querySelector(figures)) queueMicrotask(prepareWorker);
}
