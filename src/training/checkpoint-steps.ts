/** Checkpoints of a run: enough for a slider; a usual network keeps 34 kB in each. */
const MOST_CHECKPOINTS = 32;
/** What all checkpoints of a run may hold; a large network has fewer. */
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Optimiser steps after which the network is kept, 1 and `steps` among them: in equal ratios, because a network changes most at first.
 *
 * @param bytes  of one network
 * @returns increasing, at most 32
 */
export function checkpointSteps(steps: number, bytes: number): number[] {
  const count = Math.max(2, Math.min(MOST_CHECKPOINTS, Math.floor(MOST_BYTES / bytes)));
  const places = Array.from({ length: count }, (_, i) => Math.round(steps ** (i / (count - 1))));
  return [...new Set(places)];
}
