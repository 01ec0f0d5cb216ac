import type { Coordinates } from '../../math/index.ts';
import { PANEL } from './memory-plan.ts';

/**
 * Copy rows into panels of eight columns.
 *
 * @param values  row-major, `columns` numbers a row
 * @param first  the first row that is copied
 * @param panels  overwritten from number `at` on
 * @param height  rows of a panel, at least `rows`
 */
export function toPanels(
  values: ArrayLike<number>, first: number, rows: number, columns: number, panels: Float32Array, at: number, height: number,
): void {
  let from = first * columns;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      panels[at + ((column >> 3) * height + row) * PANEL + (column & 7)] = values[from++];
    }
  }
}

/** Copy rows out of panels: the inverse of `toPanels`. */
export function fromPanels(
  panels: Float32Array, at: number, height: number, values: Coordinates, first: number, rows: number, columns: number,
): void {
  let to = first * columns;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[to++] = panels[at + ((column >> 3) * height + row) * PANEL + (column & 7)];
    }
  }
}
