import { DEEP } from '../../scene/index.ts';
import { fetched, here, type Code } from '../../code/index.ts';
import type { Extent } from '../extent.ts';
import type { View, ViewTraits } from '../view.ts';
import { planeView } from './plane.ts';
import { CHART, FLOOR_CHART, GALLERY, LINE, PLANE, SPACETIME, VOLUME } from './traits.ts';

/** What figures are usually about: a field, with the cloud that it carries, or a cloud alone. */
export type Subject = 'field' | 'cloud';

interface ViewRow {
  /** As authors write it; of data of another dimension it may be another view's word as well. Absent where layers alone ask for it. */
  readonly word?: string;
  /** What the word shows, for README and editors: a line of Markdown, at the first view that has it. */
  readonly meaning?: string;
  readonly traits: ViewTraits;
  readonly create: Code<(extent: Extent) => View>;
  /** Width over height of what it shows of a plane. */
  readonly aspectRatio: number;
  /** Layers when an author names none, the most important first. */
  readonly usual: Readonly<Record<Subject, readonly string[]>>;
}

/** With what turns and paints it. */
const deep = <T>(load: () => Promise<T>): Code<T> => fetched(async () => (await Promise.all([load(), DEEP.fetch()]))[0]);

/** What a field in the plane needs comes with the page; all else is fetched by the first figure that is seen so. */
const rows = {
  plane: {
    word: 'plane', meaning: 'data of two axes seen along time', traits: PLANE, create: here(planeView), aspectRatio: 3 / 2,
    usual: { field: ['arrows', 'density', 'contours', 'particles'], cloud: ['particles'] },
  },
  spacetime: {
    word: 'spacetime', meaning: 'the data over time, two axes of it in 3D, or one on paper', traits: SPACETIME, create: deep(async () => (await import('./spacetime.ts')).spacetimeView), aspectRatio: 1,
    usual: { field: ['particles', 'paths', 'arrows'], cloud: ['particles', 'paths'] },
  },
  line: {
    word: 'spacetime', traits: LINE, create: fetched(async () => (await import('./line.ts')).lineView), aspectRatio: 1,
    usual: { field: ['density', 'paths', 'particles'], cloud: ['density', 'paths', 'particles'] },
  },
  volume: {
    word: 'volume', meaning: 'data of three axes in space', traits: VOLUME, create: deep(async () => (await import('./volume.ts')).volumeView), aspectRatio: 1,
    usual: { field: ['particles', 'arrows'], cloud: ['particles'] },
  },
  gallery: {
    word: 'gallery', meaning: 'pictures that codes stand for (`codec`): generated ones as they come to be, the nearest of the data, and those of probabilistic PCA', traits: GALLERY, create: fetched(async () => (await import('./gallery.ts')).galleryView), aspectRatio: 3 / 2,
    usual: { field: ['gallery'], cloud: ['gallery'] },
  },
  chart: { traits: CHART, create: fetched(async () => (await import('./chart.ts')).errorChart), aspectRatio: 3 / 2, usual: { field: ['error'], cloud: ['error'] } },
  'floor-chart': { traits: FLOOR_CHART, create: fetched(async () => (await import('./chart.ts')).floorChart), aspectRatio: 3 / 2, usual: { field: ['floor'], cloud: ['floor'] } },
} as const satisfies Readonly<Record<string, ViewRow>>;

export type ViewName = keyof typeof rows;
/** Views as authors name them: over time means on paper for data of one dimension, in 3D for data of two. */
export type ViewWord = { [Name in ViewName]: (typeof rows)[Name] extends { readonly word: infer Word } ? Word : never }[ViewName];
export const VIEWS: Readonly<Record<ViewName, ViewRow & { readonly word?: ViewWord }>> = rows;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];
export const VIEW_WORDS: readonly ViewWord[] = [...new Set(VIEW_NAMES.flatMap((name) => VIEWS[name].word ?? []))];
