import type { Laws } from '../../src/streams/index.ts';
import type { Problem } from './problem.ts';

const MOST_DIMENSIONS = 3;

/** Figures draw laws of one, two or three dimensions; others are refused in words. */
export function dimensionProblem({ target }: Laws): Problem | undefined {
  if (target.dimension <= MOST_DIMENSIONS) return undefined;
  const [attribute, right] = target.units
    ? ['columns', 'name one to three columns, such as columns="width,height"']
    : ['target', 'name a target of one to three, such as "moons"'];
  return { code: 'dimension', attribute, message: `"${target.name}" has ${target.dimension} dimensions; figures show one, two or three: ${right}.` };
}

export type View = 'plane' | 'spacetime' | 'volume';

/** What each view shows, and how many dimensions of data it takes for that. */
const VIEWS: Readonly<Record<View, { readonly dimensions: readonly number[]; readonly words: string }>> = {
  plane: { dimensions: [2], words: 'two dimensions' },
  spacetime: { dimensions: [1, 2], words: 'one or two dimensions over time' },
  volume: { dimensions: [3], words: 'three dimensions' },
};

export const VIEW_NAMES = Object.keys(VIEWS);

/** A view that cannot show these laws, in words. */
export function viewProblem({ target }: Laws, view: View | undefined): Problem | undefined {
  if (!view || VIEWS[view].dimensions.includes(target.dimension)) return undefined;
  const fitting = VIEW_NAMES.filter((name) => VIEWS[name as View].dimensions.includes(target.dimension));
  const message = `"${view}" shows ${VIEWS[view].words}, and "${target.name}" has ${target.dimension}; leave it out, or take ${fitting.join(' or ')}.`;
  return { code: 'dimension', attribute: 'view', message };
}
