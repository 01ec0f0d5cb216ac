import type { Brought } from './brought.ts';

/** The detail of `fm-data`: what the flow's data are now. */
export interface OwnDataDetail {
  /** `page` are the page's own, to which undo leads back. */
  readonly kind: Brought['kind'];
  /** Of the file, or what the page calls the data. */
  readonly name: string;
  /** Points of the law: rows, dots of ink, or points that were drawn; absent of the page's own. */
  readonly count?: number;
  /** Of a table, in the order of the axes. */
  readonly columns?: readonly string[];
  /** Of a table, by the words of a column. */
  readonly classes?: readonly string[];
}

export type FmDataEvent = CustomEvent<OwnDataDetail>;

export function detailOf({ kind, target }: Brought): OwnDataDetail {
  if (typeof target === 'string') return { kind, name: target };
  const { name, law, units, classes } = target;
  return { kind, name, ...(kind !== 'page' && { count: law.weights.length }), ...(units && { columns: units.columns }), ...(classes && { classes: classes.names }) };
}
