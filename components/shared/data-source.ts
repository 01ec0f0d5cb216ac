import type { Table } from '../../src/data/index.ts';
import type { Dataset } from '../../src/math/index.ts';
import { axesIn, TEXT } from './rows.ts';

/** Where an author's own law comes from. */
export interface DataSource {
  /** Address of a CSV or JSON file or an image. */
  readonly src?: string;
  /** Names of columns, separated by commas; the first two numeric ones when absent. */
  readonly columns?: string;
  /** Name of the column whose words are the classes of the rows. */
  readonly conditionColumn?: string;
  /** Of a table's rows, in standard deviations of its columns, 0..10; `auto` when absent. */
  readonly bandwidth?: number | 'auto';
  /** How pictures are encoded, along so many axes, and how the file is taken apart; absent where it holds none. */
  readonly pictures?: { readonly axes: number; readonly tile?: string; readonly classes?: string };
  /** Words to be drawn. */
  readonly text?: string;
}

interface Attributes extends Omit<DataSource, 'text' | 'pictures'> {
  readonly codec?: string;
  readonly tile?: string;
  readonly tileClasses?: string;
  readonly target?: unknown;
}

/** What an element's attributes name; undefined when nothing is to be loaded. */
export function sourceOf({ src, columns, conditionColumn, bandwidth, codec, tile, tileClasses, target }: Attributes): DataSource | undefined {
  const axes = codec === undefined ? undefined : axesIn(codec);
  const pictures = axes === undefined ? undefined : { axes, ...(tile !== undefined && { tile }), ...(tileClasses !== undefined && { classes: tileClasses }) };
  if (src) return { src, ...(pictures && { pictures }), ...(columns && { columns }), ...(conditionColumn && { conditionColumn }), ...(bandwidth !== undefined && { bandwidth }) };
  return typeof target === 'string' && target.startsWith(TEXT) ? { text: target.slice(TEXT.length) } : undefined;
}

/** An author's data as a law; a table is standardised inside, with axes in its own units. */
export interface LoadedData {
  readonly dataset: Dataset;
  /** Where the law is a table's. */
  readonly rows?: RowsShown;
  /** Where the law is of pictures. */
  readonly pictures?: PicturesShown;
}

/** How a law came of pictures. */
export interface PicturesShown {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Numbers of a code, and the part of the pictures' variance that they keep. */
  readonly axes: number;
  readonly kept: number;
  readonly bandwidth: number;
}

/** How a law came of a table. */
export interface RowsShown {
  readonly table: Table;
  /** Points of the law: the table's, or so many of them. */
  readonly count: number;
  /** Standard deviation of each point's Gaussian, in standard deviations of its column. */
  readonly bandwidth: number;
  /** Whether the bandwidth is by Silverman's rule. */
  readonly isByRule: boolean;
}
