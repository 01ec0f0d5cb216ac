import { readValues } from './read-values.ts';
import type { Rows, Values } from './row.ts';

/** What of given values is taken; what was brought into range is said on the console. @throws ParameterError */
export function accepted<Table extends Rows>(rows: Table, given: Partial<Values<Table>>): Partial<Values<Table>> {
  const { taken, notes } = readValues(rows, given);
  for (const note of notes) console.warn(`fm-elements: ${note}`);
  return taken;
}
