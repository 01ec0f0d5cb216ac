import { fetched } from '../../src/figures/index.ts';
import { POINTING } from '../../src/scene/index.ts';

/** Comes with the first figure that compares. */
export const COMPARE = fetched(async () => (await import('../compare/index.ts')).compare);

/** Comes with the first entropic plan. */
export const SINKHORN = fetched(async () => (await import('../controls/sinkhorn.ts')).renderSinkhorn);

/** Comes with the first trainer whose steps are explained. */
export const EXPLAIN = fetched(async () => (await Promise.all([import('../explain/index.ts'), POINTING.fetch()]))[0].explain);

/** Comes with the first figure that asks its reader. */
export const ASK = fetched(async () => (await Promise.all([import('../ask/index.ts'), POINTING.fetch()]))[0]);

/** Comes with the first figure that takes data of its reader's own. */
export const OWN_DATA = fetched(() => import('../own-data/index.ts'));
