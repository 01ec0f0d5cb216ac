import type { ArrowsMark, FaceMark, Mark, PointsMark, StrokesMark, ThreadsMark } from '../../marks.ts';

/** The kinds of marks that deep figures are painted of on the GPU. */
export type DeepMark = PointsMark | ThreadsMark | StrokesMark | ArrowsMark | FaceMark;

/** Whether the GPU paints this mark; the others go over its picture. */
export const isDeep = (mark: Mark): mark is DeepMark =>
  mark.kind === 'points' || mark.kind === 'threads' || mark.kind === 'strokes' || mark.kind === 'arrows' || mark.kind === 'face';
