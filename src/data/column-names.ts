/**
 * Names by which a table's columns can be told apart: a column without one is called by its position, and of several of one name the later ones have theirs beside it.
 *
 * @param given  as the file has them
 */
export function columnNames(given: readonly string[]): string[] {
  const taken = new Set(given.map((name) => name.trim()));
  const names = new Set<string>();
  given.forEach((name, k) => {
    const position = String(k + 1);
    const trimmed = name.trim();
    let own = trimmed || (taken.has(position) ? `(${position})` : position);
    while (names.has(own)) own += ` (${position})`;
    names.add(own);
  });
  return [...names];
}
