import type { Coordinates } from '../points.ts';
import type { PrincipalAxes } from './principal-axes.ts';

/** Pictures as codes: of how many pixels, and along which axes. */
export interface PictureCode {
  readonly width: number;
  readonly height: number;
  /** Of pictures with `width * height` shades, row by row from the top, 0 paper and 1 ink. */
  readonly axes: PrincipalAxes;
}

/** Shades of ink that codes of an axis unit of one standard deviation stand for. */
export interface PictureDecoder {
  /**
   * @param codes  interleaved, each number in standard deviations of its axis
   * @param at  where the code begins
   * @param shades  overwritten: `width * height` numbers, row by row from the top; 0 is paper and 1 ink, and what an axis does may go beyond both
   */
  (codes: Coordinates, at: number, shades: Float32Array): void;
}

/** @param scales  what a unit of each number of a code is along its axis */
export function pictureDecoder({ axes: { dimension, mean, axes } }: PictureCode, scales: readonly number[]): PictureDecoder {
  const scaled = Float32Array.from(axes, (entry, i) => entry * scales[Math.floor(i / dimension)]);
  const paper = Float32Array.from(mean);
  return (codes, at, shades) => {
    shades.set(paper);
    for (let k = 0; k < scales.length; k++) {
      const along = codes[at + k];
      const axis = k * dimension;
      for (let i = 0; i < dimension; i++) shades[i] += along * scaled[axis + i];
    }
  };
}
