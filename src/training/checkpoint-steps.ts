/** Checkpoints of a run: enough for a slider; a usual network keeps 34 kB in each. */
const MOST_CHECKPOINTS = 32;
/** What all checkpoints of a run may hold; a large network has fewer. */
const MOST_BYTES = 32 * 2 ** 20;

/** A page may ask for more, which may hold as much again. */
const MOST_ASKED = 32;

/**
 * Optimiser steps after which the network is kept, 1 and `steps` among them: in equal ratios, because a network changes most at first.
 *
 * @param bytes  of one network
 * @param asked  more of them
 * @returns increasing, at most 32 and as many of those that were asked for last
 */
export function checkpointSteps(steps: number, bytes: number, asked: readonly number[] = []): number[] {
  const count = Math.max(2, Math.min(MOST_CHECKPOINTS, Math.floor(MOST_BYTES / bytes)));
  const places = Array.from({ length: count }, (_, i) => Math.round(steps ** (i / (count - 1))));
  const more = asked.filter((step) => step >= 1 && step <= steps).slice(-Math.max(1, Math.min(MOST_ASKED, Math.floor(MOST_BYTES / bytes))));
  return [...new Set([...places, ...more])].sort((a, b) => a - b);
}
