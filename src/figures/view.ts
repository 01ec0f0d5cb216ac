import type { Coordinates, Grid, Place } from '../math/index.ts';
import type { Camera, Convention, Mark, Orbit, Scene, Surface } from '../scene/index.ts';
import type { LegendLine } from './views/legend.ts';

/** Charts by their axes: errors over evaluations of the field, floors of the loss over time. */
export type ChartKind = 'errors' | 'floors';

/** What layers are asked of a view, whether they suit it. */
export interface ViewTraits {
  readonly depth: Scene['depth'];
  /** Of the data. */
  readonly dimension: 1 | 2 | 3;
  /** Whether time is an axis of the world. */
  readonly overTime: boolean;
  /** Axes of numbers, on which nothing of the data stands: layers that make such a chart suit it, and no others. */
  readonly chart?: ChartKind;
  /** Pictures that codes stand for; layers that show such suit it, and no others. */
  readonly isGallery?: true;
}

/** Where arrows and streamlines stand, and how long an arrow is drawn there. */
export interface Lattice {
  /** Interleaved coordinates of the data. */
  readonly places: Float64Array;
  /** Model time of each place, where time is an axis of the paper; the figure's own time when absent. */
  readonly times?: Float64Array;
  /** The first so many lie behind the middle of the figure: what stands there is painted before the data. */
  readonly far: number;
  /** Between neighbours, in units of the data. */
  readonly spacing: number;
  /** Shorter arrows, as a part of the distance between neighbours, are dots of dirt; longer ones are cut to `longest`. */
  readonly shortest: number;
  readonly longest: number;
  /** World units for a pixel aside of an arrow, on paper with equal scales; 0 elsewhere. */
  readonly worldPerPx: number;
  /** Whether anything is shown at place `at` (number of its first coordinate) at time `t`. */
  holds?(at: number, t: number): boolean;
  /**
   * Writes the world's vector of a velocity, as long as the distance between neighbours, into `out`.
   *
   * @param typical  speed whose arrow takes a comfortable part of that distance
   * @returns that part for this velocity, before it is cut; NaN where there is no direction
   */
  direct(velocity: Float64Array, typical: number, out: Float64Array): number;
  /** World units for a unit of speed at that typical speed; undefined where all arrows are equally long. */
  worldPerSpeed(typical: number): number | undefined;
}

/** Where legends stand. */
export interface LegendPlace {
  readonly line: LegendLine;
  readonly fontSizePx: number;
  readonly locale?: string;
  /** Which way time is told. */
  readonly convention?: Convention;
  /** Pixels for a world unit in the plane of the figure. */
  readonly pxPerWorld: number;
  /** The data's own units for one of its inner ones, when there is one for all axes; undefined where there is none to show. */
  readonly unit: number | undefined;
}

/** How a view shows clouds. */
export interface CloudLook {
  /** The part of the figure that a cloud is spread over. */
  readonly areaPart: number;
  readonly opacity: number;
  /** Of the moving cloud's dots beside those that stand still. */
  readonly radius: number;
  readonly fade?: number;
  /** Undefined where a cloud has none. */
  readonly trailPx?: number;
  /** Opacities of the clouds at t = 0 and t = 1, where those are shown beside the moving one. */
  readonly ends?: readonly [source: number, target: number];
  /** More dots than this are not told apart. */
  readonly most?: number;
  /** Dots of one size, whatever their number; else as large as there is room. */
  readonly radiusPx?: number;
}

/** How a view shows paths: all of them at once as threads in the colours of their times, or some as lines of one colour. */
export interface PathLook {
  readonly style: 'threads' | 'lines';
  readonly most: number;
}

/**
 * Where the data stands in a picture: what places coordinates in the world, looks at them, and draws what is around them. It knows nothing of
 * what is shown there. One instance belongs to one picture.
 */
export interface View extends ViewTraits {
  readonly cloud: CloudLook;
  /** Arrows that stand behind one another are finer and fainter than those on paper, by these parts. */
  readonly arrows: { readonly opacity: number; readonly widthPx: number };
  readonly paths: PathLook;
  /** World units for one of the data's. */
  readonly scale: number;
  /** Where a model's velocities are computed. */
  fieldGrid(isLive: boolean): Grid;
  /** Where its density is, a coarser one for a model that is live; undefined where a view has no place for it. */
  densityGrid(isLive: boolean): Grid | undefined;
  /**
   * Interleaved coordinates to world positions, at time `t`. What is not finite or far outside goes to `NOWHERE` in 3D.
   *
   * @param count  how many points
   * @param first  vertex of `out`, interleaved x, y, z, at which to begin
   */
  place(coordinates: ArrayLike<number>, count: number, t: number, out: Coordinates, first?: number): void;
  /** Where arrows stand; the same object while it need not change. */
  lattice(surface: Surface, camera: Camera): Lattice;
  /** The same object while nothing of it changes. */
  camera(surface: Surface, orbit: Orbit): Camera;
  /** All marks of a picture from back to front: those of layers, their legends, and what is around them. */
  arrange(parts: readonly Part[], legends: readonly Mark[], t: number, surface: Surface, camera: Camera): readonly Mark[];
  legendPlace(surface: Surface, camera: Camera): LegendPlace | undefined;
  /** What lies under a pixel of the figure, at time `t` where the paper does not say another; undefined outside of the plot. */
  unproject(xPx: number, yPx: number, t: number, surface: Surface, camera: Camera): Place | undefined;
}

/** Behind what, before what: densities are the ground, fields lie over or under the data as the view has it. */
export type PartKind = 'ground' | 'field' | 'still' | 'data' | 'probe';

/** A mark of a layer, and where among the others it is painted. */
export interface Part {
  readonly mark: Mark;
  readonly kind: PartKind;
  /** Behind the middle of the figure. */
  readonly isFar?: boolean;
  /** Where several variants are in one picture, it is none of theirs: it keeps its colour. */
  readonly isCommon?: true;
  /** Model times that it covers where time is an axis of the world; the present one when absent. */
  readonly span?: readonly [from: number, to: number];
  /**
   * While a network learns, what the mark holds moves from each answer to the next: its rows (dots, arrows, vertices of lines) are the same
   * things in all of them. At once when absent. `true`: by their indices; of dots and arrows that are packed, else, the number of each row,
   * from 0 to below what its arrays have room for. Other things have another list.
   */
  readonly moves?: true | ArrayLike<number>;
}
