import { waitUntil as waitUntilOf } from '@open-wc/testing';

/** Less than a test's own time, so that it is told what was waited for; much, since nothing is asserted of time and a machine may be busy. */
const PATIENCE_MS = 18_000;

/**
 * @param predicate  asked every `interval` ms, until it is true
 * @param message  what is told when it never is
 */
export const waitUntil = (predicate: () => unknown, message?: string, { interval = 50, timeout = PATIENCE_MS }: { interval?: number; timeout?: number } = {}): Promise<void> =>
  waitUntilOf(predicate, message, { interval, timeout });
