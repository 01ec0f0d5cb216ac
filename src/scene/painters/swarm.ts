import type { Mark, PointsMark, ThreadsMark } from '../marks.ts';

/** Marks of many small shapes. Neighbours among them are painted together. */
export type Swarm = PointsMark | ThreadsMark;

/** From so many dots the GPU is cheaper for the page than pixels that are filled one by one, its code and its context included. */
const CROWD = 5000;

export const isSwarm = (mark: Mark | undefined): mark is Swarm => mark?.kind === 'points' || mark?.kind === 'threads';

export const isCrowd = (mark: Mark): boolean => mark.kind === 'points' && mark.count >= CROWD;

/** Dots of colours of their own are data, which stand still: the canvas paints them, and what lies beside them. */
export const hasOwnColors = (mark: Mark): boolean => mark.kind === 'points' && mark.colors !== undefined;
