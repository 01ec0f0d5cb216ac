/** Work in small pieces, for a thread that others wait for: it yields after each, and returns what comes of all. */
export type InPieces<T> = Generator<unknown, T>;

/** Nodes of a grid in one piece: with ten thousand data points they take a few milliseconds. */
export const NODES_IN_A_PIECE = 16;

/** All the pieces at once. */
export function inOneGo<T>(work: InPieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
