/** Numbers in one answer: 128 MB, half of what a worker may take with what it needs beside. */
const MOST_NUMBERS = 2 ** 25;

/** Refuse an answer that memory would not hold, before any of it is made. */
export function checkSize(numbers: number): void {
  if (!(numbers <= MOST_NUMBERS)) throw new RangeError(`the answer would hold ${numbers} numbers, and memory ${MOST_NUMBERS}.`);
}
