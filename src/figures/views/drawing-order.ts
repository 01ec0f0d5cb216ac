import type { Mark } from '../../scene/index.ts';
import type { Part, PartKind } from '../view.ts';

/** Marks of these kinds, one kind after the other, after those that are there. By index, as it runs before each picture: iterators would be made each time. */
export function inOrder(parts: readonly Part[], kinds: readonly PartKind[], marks: Mark[] = []): Mark[] {
  for (let k = 0; k < kinds.length; k++) {
    for (let i = 0; i < parts.length; i++) if (parts[i].kind === kinds[k]) marks.push(parts[i].mark);
  }
  return marks;
}
