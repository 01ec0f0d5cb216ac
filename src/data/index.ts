export { DataError } from './data-error.ts';
export { parseCsv, type Table } from './csv.ts';
export { loadTable } from './load.ts';
