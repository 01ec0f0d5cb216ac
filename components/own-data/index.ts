export { OwnDataController, type OwnDataHost } from './controller.ts';
export type { FmDataEvent, OwnDataDetail } from './detail.ts';
export type { OwnDataSaying } from './sentences.ts';
export type { OwnDataWords } from './words.ts';
