import { DataError, loadData, textMask, type Mask, type Table } from '../../src/data/index.ts';
import { pointsDataset, rasterDataset, type Dataset } from '../../src/math/index.ts';

/** Where an author's own law comes from. */
export interface DataSource {
  /** Address of a CSV file or an image. */
  readonly src?: string;
  /** Names of columns, separated by commas; the first two numeric ones when absent. */
  readonly columns?: string;
  /** Words to be drawn. */
  readonly text?: string;
}

/** A target that begins with this is drawn from the letters that follow. */
const TEXT = 'text:';

/** What an element's attributes name; undefined when nothing is to be loaded. */
export function sourceOf({ src, columns, target }: { src?: string; columns?: string; target?: string }): DataSource | undefined {
  if (src) return { src, ...(columns && { columns }) };
  return target?.startsWith(TEXT) ? { text: target.slice(TEXT.length) } : undefined;
}

/** An author's data as a law; a table is standardised inside, with axes in its own units. */
export interface LoadedData {
  readonly dataset: Dataset;
  readonly table?: Table;
}

/** @throws DataError  in words that name `src`, `columns` or `target` */
export async function loadLaw({ src, columns, text }: DataSource, base: string, signal: AbortSignal): Promise<LoadedData> {
  if (src === undefined) return { dataset: pictureDataset(`text:${text}`, textMask(text ?? '')) };
  const names = columns?.split(',').map((name) => name.trim()).filter(Boolean);
  const loaded = await loadData(src, base, names?.length ? names : undefined, signal);
  if (loaded.kind === 'mask') return { dataset: pictureDataset(src, loaded.mask) };
  const { table } = loaded;
  checkSpread(table);
  return { table, dataset: pointsDataset({ name: src, columns: [...table.columns], points: table.points }) };
}

const pictureDataset = (name: string, mask: Mask): Dataset => rasterDataset({ name, sentence: `The ink of ${name}.`, ...mask });

/** What cannot be standardised: a single point, or a column that is always the same. */
function checkSpread({ columns, points: { dimension, count, coordinates } }: Table): void {
  if (count === 1) throw new DataError('src', 'The file has only one row of numbers; a figure needs two different ones at least.');
  columns.forEach((name, k) => {
    const isConstant = coordinates.every((value, i) => i % dimension !== k || value === coordinates[k]);
    if (isConstant) throw new DataError('columns', `The column "${name}" holds ${coordinates[k]} in every row; name one that varies.`);
  });
}

/** An account of the rows for the reader. */
export function describeRows({ rows, skipped, columns }: Table, number: { format: (value: number) => string }): string {
  if (skipped === 0) return `${number.format(rows)} rows`;
  const used = `${number.format(rows - skipped)} of ${number.format(rows)} rows`;
  return `${used}; ${number.format(skipped)} skipped for want of a number in ${columns.join(' or ')}`;
}
