import { DataError, loadTable, type Table } from '../../src/data/index.ts';
import { pointsDataset, type Dataset } from '../../src/math/index.ts';

/** An author's file as a law: standardised inside, axes in its own units. */
export interface LoadedData {
  readonly dataset: Dataset;
  readonly table: Table;
}

/**
 * @param columns  the attribute: names separated by commas, or nothing for the first two numeric columns
 * @throws DataError  in words that name `src` or `columns`
 */
export async function loadData(src: string, columns: string | undefined, base: string, signal: AbortSignal): Promise<LoadedData> {
  const names = columns?.split(',').map((name) => name.trim()).filter(Boolean);
  const table = await loadTable(src, base, names?.length ? names : undefined, signal);
  checkSpread(table);
  return { table, dataset: pointsDataset({ name: src, columns: [...table.columns], points: table.points }) };
}

/** What cannot be standardised: a single point, or a column that is always the same. */
function checkSpread({ columns, points: { dimension, count, coordinates } }: Table): void {
  if (count === 1) throw new DataError('src', 'The file has only one row of numbers; a figure needs two different ones at least.');
  columns.forEach((name, k) => {
    const isConstant = coordinates.every((value, i) => i % dimension !== k || value === coordinates[k]);
    if (isConstant) throw new DataError('columns', `The column "${name}" holds ${coordinates[k]} in every row; name one that varies.`);
  });
}

/** An account of the rows for the reader, or nothing when all were used. */
export function describeRows({ rows, skipped, columns }: Table, number: Intl.NumberFormat): string {
  const used = `${number.format(rows - skipped)} of ${number.format(rows)} rows`;
  if (skipped === 0) return `${number.format(rows)} rows`;
  return `${used}; ${number.format(skipped)} skipped for want of a number in ${columns.join(' or ')}`;
}
