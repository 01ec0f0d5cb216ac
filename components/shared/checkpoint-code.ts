import { fetched } from '../../src/figures/index.ts';

/** Comes with the first figure that shows a checkpoint; apart from other late code, some of which asks for it. */
export const CHECKPOINTS = fetched(() => import('../checkpoints/index.ts'));
