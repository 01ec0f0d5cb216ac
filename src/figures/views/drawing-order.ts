import type { Mark } from '../../scene/index.ts';
import type { Part, PartKind } from '../view.ts';

/** Marks of these kinds, one kind after the other. */
export const inOrder = (parts: readonly Part[], kinds: readonly PartKind[]): Mark[] =>
  kinds.flatMap((kind) => parts.filter((part) => part.kind === kind).map(({ mark }) => mark));
