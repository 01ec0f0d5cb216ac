import type { ViewTraits } from '../view.ts';

/** Data of two axes on paper, seen along time. */
export const PLANE: ViewTraits = { depth: 'flat', dimension: 2, overTime: false };
/** No data, but what is measured of them. */
export const CHART: ViewTraits = { depth: 'flat', dimension: 2, overTime: false, chart: 'errors' };
export const FLOOR_CHART: ViewTraits = { depth: 'flat', dimension: 2, overTime: false, chart: 'floors' };
/** Data of one axis on paper, over time. */
export const LINE: ViewTraits = { depth: 'flat', dimension: 1, overTime: true };
/** Data of two axes over time, in space. */
export const SPACETIME: ViewTraits = { depth: 'deep', dimension: 2, overTime: true };
/** Data of three axes in space. */
export const VOLUME: ViewTraits = { depth: 'deep', dimension: 3, overTime: false };
/** What codes of pictures stand for. */
export const GALLERY: ViewTraits = { depth: 'flat', dimension: 2, overTime: false, isGallery: true };
