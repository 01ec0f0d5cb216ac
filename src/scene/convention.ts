/**
 * Which way time is told. All that is computed, and every attribute, property and event, has t = 0 at the source and t = 1 at the data; half of the
 * literature, that of diffusion above all, has the data at t = 0.
 */
export type Convention = 'data-at-1' | 'data-at-0';

/** A time as it is told, and one that is told as it is computed with. */
export const toldTime = (t: number, convention: Convention | undefined): number => (convention === 'data-at-0' ? 1 - t : t);
