import { fetched } from '../../code/index.ts';

/** Of figures that ask their readers. */
export const ASKED = fetched(() => import('./index.ts'));
