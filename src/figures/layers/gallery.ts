import { combineLatest, filter, map } from 'rxjs';
import { interpolateTrajectories, pictureDecoder, type Dataset, type PictureDecoder } from '../../math/index.ts';
import { ENGLISH, type Camera, type ImageMark, type PictureWords, type PlaneCamera, type Surface, type TextMark, type Writable } from '../../scene/index.ts';
import type { Nearby } from '../../streams/index.ts';
import { lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { textWidthPx } from '../views/axes.ts';
import { CAPTION, hangingOf, SIDE_BY_SIDE } from '../views/gallery.ts';

/** How far what is generated lies from the data. */
export interface GalleryReading {
  readonly key: 'gallery';
  readonly count: number;
  /** Mean distance from each picture that comes to be to the nearest of the data, in standard deviations of the axes. */
  readonly distance: number;
  /** The same from pictures of the data to the nearest other; absent where there is one alone. */
  readonly typical?: number;
}

interface Needs {
  readonly data: Dataset;
  /** Of the cloud that is shown. */
  readonly near: Nearby;
}

/** Empty pixels between pictures. */
const GAP_PX = 2;
/** From the words to the pictures below them. */
const LIFT_PX = 3;
const CAPTIONS: readonly (keyof PictureWords)[] = ['generated', 'nearest', 'ppca'];

/**
 * Pictures on their way from noise to data, by the last of the models; below each the picture of the data that is nearest to what it becomes; and what
 * probabilistic PCA makes of the same noise. A code has variance 1 along each axis, so that PCA's Gaussian is the source itself: it is the noise, decoded,
 * but for the grain that the model has in the directions that the code leaves out.
 */
export const gallery: LayerCode<Needs, GalleryReading> = {
  ask(flow, context) {
    const spec = { ...context.cloud, model: lastModel(context), count: SIDE_BY_SIDE };
    return combineLatest([flow.nearness(spec), flow.laws$]).pipe(
      filter(([{ cloud }, { target }]) => target.pictures !== undefined && cloud.dimension === target.dimension),
      map(([near, { target }]) => ({ data: target, near })),
    );
  },
  make: (context) => new GalleryMarks(context),
};

class GalleryMarks implements LayerMarks<Needs, GalleryReading> {
  parts: readonly Part[] = [];
  reading: GalleryReading | undefined;
  leftOut = 0;
  private needs: Needs | undefined;
  private decode: PictureDecoder | undefined;
  private rows: readonly Writable<ImageMark>[] = [];
  private captions: readonly TextMark[] = [];
  private codes = new Float32Array(0);
  private shades = new Float32Array(0);
  private shown = Number.NaN;
  private aspect = 1;

  constructor(_context: LayerContext) {}

  take(needs: Needs): void {
    const { data, near } = needs;
    const { cloud } = near;
    if (this.needs?.data !== data) this.begin(data);
    this.needs = needs;
    this.shown = Number.NaN;
    const end = cloud.positions.subarray(-cloud.count * cloud.dimension);
    this.leftOut = end.every(Number.isFinite) ? 0 : cloud.count;
    this.reading = near.known ? { key: 'gallery', count: cloud.count, distance: near.samples, ...(near.apart !== undefined && { typical: near.apart }) } : undefined;
    if (near.known) this.hang(1, near.points.coordinates);
    this.hang(2, cloud.positions.subarray(0, cloud.count * cloud.dimension));
    this.compose();
  }

  layout({ theme: { words = ENGLISH, fontSizePx } }: Surface, { plot, ...camera }: Camera): void {
    const { visible } = camera as PlaneCamera;
    this.rows.forEach((mark, row) => Object.assign(mark, hangingOf(row, this.aspect, visible.upper[1])));
    const longestPx = Math.max(...CAPTIONS.map((name) => textWidthPx(words[name], CAPTION * fontSizePx)));
    const size = CAPTION * Math.min(1, plot.width / longestPx);
    this.captions = this.rows.map(({ lower, upper }, row): TextMark => ({
      kind: 'text', color: 'ink', opacity: 1, text: words[CAPTIONS[row]], at: [lower[0], upper[1], 0], offsetPx: [0, -LIFT_PX], align: 'left', baseline: 'bottom', size,
    }));
    this.compose();
  }

  update(t: number): void {
    const { needs } = this;
    if (!needs || t === this.shown) return;
    this.shown = t;
    interpolateTrajectories(needs.near.cloud, t, this.codes);
    this.hang(0, this.codes);
  }

  private compose(): void {
    this.parts = [...this.rows, ...this.captions].map((mark): Part => ({ mark, kind: 'data' }));
  }

  private begin({ dimension, pictures, units }: Dataset): void {
    const { width, height } = pictures!;
    const columns = SIDE_BY_SIDE * width + (SIDE_BY_SIDE - 1) * GAP_PX;
    this.decode = pictureDecoder(pictures!, units!.scale);
    this.codes = new Float32Array(SIDE_BY_SIDE * dimension);
    this.shades = new Float32Array(width * height);
    this.aspect = height / width;
    this.rows = CAPTIONS.map(() => ({
      kind: 'image', color: 'ink', opacity: 1, columns, rows: height, opacities: new Uint8ClampedArray(columns * height), lower: [0, 0], upper: [0, 0],
    }));
  }

  /** Codes as pictures of a row. */
  private hang(row: number, codes: Float32Array | Float64Array): void {
    const { width, height } = this.needs!.data.pictures!;
    const { dimension } = this.needs!.data;
    const { columns, opacities } = this.rows[row];
    for (let place = 0; place < SIDE_BY_SIDE; place++) {
      this.decode!(codes, place * dimension, this.shades);
      for (let y = 0; y < height; y++) {
        const to = (height - 1 - y) * columns + place * (width + GAP_PX);
        for (let x = 0; x < width; x++) opacities[to + x] = 255 * this.shades[y * width + x];
      }
    }
  }
}
