import { ParameterError } from './parameter-error.ts';
import { readValues } from './read-values.ts';
import { defaultsOf, type Rows, type Values } from './row.ts';

/**
 * What differs from the defaults, as plain JSON: for permalinks and files.
 *
 * @throws ParameterError  for a law made from data, which has no name to be found by
 */
export function toJSON<Table extends Rows>(rows: Table, values: Partial<Values<Table>>): Record<string, unknown> {
  const defaults = defaultsOf(rows) as Record<string, unknown>;
  const differing = Object.entries(values).filter(([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(defaults[name]));
  for (const [name, value] of differing) {
    if (rows[name].kind === 'law' && typeof value !== 'string') throw new ParameterError(rows[name].attribute, { key: 'lawOfData', attribute: rows[name].attribute });
  }
  return Object.fromEntries(differing);
}

/** The values that such JSON holds, checked as attributes are. @throws ParameterError */
export function fromJSON<Table extends Rows>(rows: Table, json: unknown): Partial<Values<Table>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new ParameterError('', { key: 'notParameters' });
  return readValues(rows, json as Partial<Values<Table>>).taken;
}
