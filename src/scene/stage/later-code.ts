import { fetched } from '../../code/index.ts';

/** Comes with the first figure in space. */
export const DEEP = fetched(async () => (await import('./deep-stage.ts')).DeepStage);

/** Comes with the first figure that is pointed at. */
export const POINTING = fetched(async () => (await import('./pointing.ts')).Cross);

/** Comes with the first flat figure that has a large cloud. */
export const CROWD = fetched(async () => (await import('./crowd-stage.ts')).CrowdStage);
