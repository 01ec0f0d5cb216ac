export { CLOUD, FLOW, PROBLEM, TRAINING, type CloudOptions, type FlowParameters } from './table.ts';
export { fromJSON, toJSON } from './json.ts';
export { ParameterError, readValues } from './read-values.ts';
export { resolveLaws, type Laws } from './laws.ts';
export { defaultsOf, type Row, type Rows, type Values } from './row.ts';
