export type * from './points.ts';
export type * from './models.ts';
