/** A grid of panels, CSS px. */
export interface Grid {
  readonly count: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Between columns, and between rows. */
  readonly gapsPx: readonly [across: number, down: number];
  /** Of each panel, for its name and notes. */
  readonly wordsPx: number;
  /** Of a picture, width over height. */
  readonly aspectRatio: number;
}

/** Columns in which the pictures of a box of fixed height are largest; of several the fewest. */
export function columnsIn({ count, widthPx, heightPx, gapsPx: [across, down], wordsPx, aspectRatio }: Grid): number {
  const heightOf = (columns: number): number => {
    const rows = Math.ceil(count / columns);
    return Math.min((widthPx - (columns - 1) * across) / columns / aspectRatio, (heightPx - (rows - 1) * down) / rows - wordsPx);
  };
  const all = Array.from({ length: count }, (_, i) => i + 1);
  return all.reduce((best, columns) => (heightOf(columns) > heightOf(best) ? columns : best));
}

/** A pixel is shared by neighbours. */
const ROUNDING_PX = 1.5;

/**
 * The columns of panels that stand in a box of fixed height; undefined where the height is free, which is seen by pictures that have the shape they
 * ask for.
 *
 * @param panels  a grid, each with a `.surface`, whose style asks for a ratio of sides
 */
export function boxedColumns(element: HTMLElement): number | undefined {
  const panels = [...element.querySelectorAll('.panel')];
  const view = element.ownerDocument.defaultView;
  if (panels.length === 0 || !view || element.clientHeight === 0) return undefined;
  const surfaces = panels.map((panel) => panel.querySelector('.surface')!);
  const [across = 1, down = 1] = view.getComputedStyle(surfaces[0]).aspectRatio.split('/').map(Number);
  const aspectRatio = across / down;
  const boxes = surfaces.map((surface) => surface.getBoundingClientRect());
  const excess = Math.min(...boxes.map(({ width, height }) => height - width / aspectRatio));
  if (!(Math.abs(excess) > ROUNDING_PX)) return undefined;
  const { columnGap, rowGap } = view.getComputedStyle(element);
  const wordsPx = Math.max(...panels.map((panel, i) => panel.getBoundingClientRect().height - boxes[i].height));
  return columnsIn({ count: panels.length, widthPx: element.clientWidth, heightPx: element.clientHeight, gapsPx: [parseFloat(columnGap), parseFloat(rowGap)], wordsPx, aspectRatio });
}
