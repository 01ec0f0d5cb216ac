export { DataError } from './data-error.ts';
export { parseCsv, parsingCsv, type Table } from './csv.ts';
export { loadData, type Loaded } from './load.ts';
export { textMask, type Mask } from './mask.ts';
export { thinPoints } from './thin-points.ts';
