/**
 * The word that a mistyped one was meant for; undefined where none is near: one slip for three letters, and never all of them.
 *
 * @param given  as it was written, in any case
 * @param known  of equally near ones the first
 */
export function nearestWord(given: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.min(given.length, Math.floor(given.length / 3) + 1);
  for (const word of known) {
    const count = slips(given.toLowerCase(), word.toLowerCase());
    if (count < least) [nearest, least] = [word, count];
  }
  return nearest;
}

/** Letters that were added, left out, mistaken or changed places with their neighbour: Damerau's and Levenshtein's distance, by optimal string alignment. */
function slips(a: string, b: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
