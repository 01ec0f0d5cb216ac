export { accepted } from './accepted.ts';
export { CLOUD, FLOW, MODEL, PATHS, PROBLEM, TRAINING, type CloudOptions, type FlowParameters, type PathsOptions } from './table.ts';
export { fromJSON, toJSON } from './json.ts';
export { ParameterError } from './parameter-error.ts';
export { readValue, readValues } from './read-values.ts';
export type { ParameterSaying, Shown } from './sentences.ts';
export { resolveLaws, type Laws } from './laws.ts';
export { defaultsOf, type Range, type Row, type Rows, type Value, type Values } from './row.ts';
export * as rows from './builders.ts';
