import { Observable, firstValueFrom, takeUntil } from 'rxjs';
import { DataError, fetchFile, fileName, loadData, readPictures, textMask, thinPoints, thinRows, type Loaded, type Mask, type Pictures, type Table } from '../../src/data/index.ts';
import { ArgumentError, createRandom, pointsDataset, rasterDataset, silvermanBandwidth, type Dataset, type PointsDatasetOptions } from '../../src/math/index.ts';
import { workerCompute } from '../../src/streams/index.ts';
import type { DataSource, LoadedData } from './data-source.ts';
import { dataInWords } from './rows-in-words.ts';

/** More points than this would make every figure slow. */
const MOST_POINTS = 10_000;
/** The choice of points is part of the data, not of the figure: another seed of the element shows the same law. */
const CHOICE_SEED = 1;

/** @throws DataError  in words that name `src`, `columns`, `condition-column` or `target` */
export async function loadLaw({ src, columns, conditionColumn, bandwidth, pictures, text }: DataSource, base: string, signal: AbortSignal): Promise<LoadedData> {
  if (src === undefined) return { dataset: pictureDataset(`text:${text}`, textMask(text ?? '')) };
  if (pictures) return picturesLaw(fileName(src), await readPictures(await fetchFile(src, base, signal), pictures, signal), pictures.axes, bandwidth, signal);
  const names = columns?.split(',').map((name) => name.trim()).filter(Boolean);
  const classColumn = conditionColumn?.trim();
  return lawOf(fileName(src), await loadData(src, base, { ...(names?.length && { columns: names }), ...(classColumn && { classColumn }) }, signal), bandwidth);
}

/** What reads data, and tells of them. */
export const reader = { loadLaw, dataInWords };

/** What a file holds, as a law that is called so. @throws DataError  in words that name `src` or `columns` */
export const lawOf = (name: string, loaded: Loaded, bandwidth: DataSource['bandwidth']): LoadedData =>
  loaded.kind === 'mask' ? { dataset: pictureDataset(name, loaded.mask) } : tableLaw(name, loaded.table, bandwidth);

const pictureDataset = (name: string, mask: Mask): Dataset => rasterDataset({ name, sentence: `The ink of ${name}.`, ...mask });

function tableLaw(name: string, table: Table, width: number | 'auto' = 'auto'): LoadedData {
  const points = thinPoints(table.points, MOST_POINTS, createRandom(CHOICE_SEED));
  const { count, dimension } = points;
  const classes = table.classes && { ...table.classes, ofComponents: thinRows(table.points.count, MOST_POINTS, createRandom(CHOICE_SEED)).map((row) => table.classes!.ofComponents[row]) };
  if (count === 1) throw new DataError('src', { key: 'oneRow' });
  const bandwidth = width === 'auto' ? silvermanBandwidth(count, dimension) : width;
  return { dataset: standardised({ name, columns: table.columns, points, bandwidth, ...(classes && { classes }) }), rows: { table, count, bandwidth, isByRule: width === 'auto' } };
}

/** Codes are many numbers, in which Silverman's rule would blur all pictures into one. */
const PICTURE_BANDWIDTH = 0.1;

/** The codes of pictures as a law: a worker finds the axes. */
async function picturesLaw(name: string, { width, height, count, shades, classes }: Pictures, axes: number, given: number | 'auto' = 'auto', signal: AbortSignal): Promise<LoadedData> {
  // Of what is past there is no event.
  signal.throwIfAborted();
  const left$ = new Observable<void>((subscriber) => signal.addEventListener('abort', () => subscriber.next(), { once: true }));
  const encoded = await firstValueFrom(workerCompute().call('encodePictures', { shades, pixels: width * height, count: axes }).pipe(takeUntil(left$))).catch((error: unknown) => {
    const { saying } = error as { readonly saying?: ArgumentError['saying'] };
    throw saying?.key === 'fewerAxes' ? new DataError('codec', { key: 'codecAxes', asked: saying.asked, rank: saying.rank }) : error;
  });
  const bandwidth = given === 'auto' ? PICTURE_BANDWIDTH : given;
  const { variances } = encoded.axes;
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const kept = variances.subarray(0, axes).reduce((sum, variance) => sum + variance, 0) / total;
  const columns = Array.from({ length: axes }, (_, k) => `z${subscript(k + 1)}`);
  const dataset = standardised({ name, columns, points: encoded.code, bandwidth, ...(classes && { classes }) });
  return { dataset: { ...dataset, pictures: { width, height, axes: encoded.axes } }, pictures: { count, width, height, axes, kept, bandwidth } };
}

const subscript = (number: number): string => [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');

function standardised(options: PointsDatasetOptions): Dataset {
  try {
    return pointsDataset(options);
  } catch (error) {
    throw error instanceof ArgumentError && error.saying && 'column' in error.saying ? new DataError('columns', error.saying) : error;
  }
}
