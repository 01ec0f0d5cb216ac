import type { Laws } from '../../src/streams/index.ts';
import type { Problem } from './problem.ts';

/** Figures draw laws in the plane; others are refused in words. */
export function planeProblem({ target }: Laws): Problem | undefined {
  if (target.dimension === 2) return undefined;
  const attribute = target.units ? 'columns' : 'target';
  const right = target.units
    ? 'name two columns, such as columns="width,height"'
    : 'name a target in the plane, such as "moons"';
  const dimensions = target.dimension === 1 ? 'one dimension' : `${target.dimension} dimensions`;
  return { code: 'dimension', attribute, message: `"${target.name}" has ${dimensions}; the figure shows two: ${right}.` };
}
