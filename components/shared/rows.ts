import type { Convention } from '../../src/scene/index.ts';
import { PROBLEM, rows, type Rows } from '../../src/streams/index.ts';
import { own } from './properties.ts';

/** A target that begins with this is drawn from the letters that follow. */
export const TEXT = 'text:';

/** The clock of a flow, and how its time is told. */
export const CLOCK = {
  t: rows.number('t', 'time at which the figure stands, from source to data; setting it moves the clock, and the property tells where the clock is', {
    default: 0, low: 0, high: 1, isWhole: false,
  }),
  playing: rows.flag('playing', 'the clock runs; where the reader asked for less motion the figure stands at its end instead, or at the `t` that is given, until play is pressed; without it the clock stands where it is'),
  backward: rows.flag('backward', 'the clock runs from the data to the source: the same movie backwards, which with `solver="sde" noise="diffusion"` is how a diffusion adds noise to data'),
  convention: own(rows.word<Convention>(
    'convention', 'which way time is told: `data-at-0` has the data at t = 0 and the source at t = 1, as the literature of diffusion has; it is told so in axes, labels, formulas, sentences and at the ends of the slider, while attributes, properties and events keep t from 0 at the source to 1 at the data', ['data-at-1', 'data-at-0'],
  )),
};

/** Fewer axes are none of a picture, and more are no code any more. */
const AXES = { low: 4, high: 64 };

/** Axes that a `codec` asks for; undefined where it is none. */
export function axesIn(codec: string): number | undefined {
  const axes = Number(/^pca ([1-9]\d?)$/.exec(codec)?.[1]);
  return axes >= AXES.low && axes <= AXES.high ? axes : undefined;
}

/** An author's own data. */
export const DATA = {
  target: { ...PROBLEM.target, forms: [`${TEXT}FM`], accepts: (word: string) => word.startsWith(TEXT), meaning: 'law of the data: a name (see below), or `text:FM` for up to 16 letters' },
  src: rows.address('src', 'address of a CSV or JSON file, or of an image whose dark places are the law; with `codec`, of a set of pictures'),
  columns: rows.text('columns', 'one to three of its columns, separated by commas', 'first two with numbers'),
  conditionColumn: rows.text('condition-column', 'one more of its columns, whose words are the classes of the rows', 'none'),
  codec: own(rows.form<string>('codec', 'the file is a set of equal pictures, plain bytes (`.u8`) or the tiles of an image, and `pca N` makes N numbers of each, 4 to 64: its places along the principal axes, each in its own standard deviations. The flow carries these codes, and figures show the first axes, or the pictures by `view="gallery"`', {
    default: 'none', forms: ['none', 'pca N'], ranges: { 'pca N': AXES }, accepts: (word) => word === 'none' || axesIn(word) !== undefined,
  })),
  tile: rows.text('tile', 'width and height of one picture, such as `28x28`', 'as in the name of the file, `digits-2000x28x28.u8`'),
  tileClasses: rows.text('tile-classes', 'names of classes, separated by spaces, whose pictures stand together in this order, of each as many', 'none'),
  bandwidth: rows.numberOr('bandwidth', 'width of the Gaussian that each row of the file stands for, in standard deviations of its column; `auto` is Silverman’s rule, or 0.1 for pictures; 0 the rows themselves', {
    word: 'auto', default: 'auto', low: 0, high: 10, isWhole: false,
  }),
};

const { target, ...file } = DATA;

/** By what a reader can bring data. */
export const OWN_WAYS = ['file', 'paste', 'draw'] as const;

/** What stands below a picture; `full` is a trainer's. */
export type Controls = 'timeline' | 'full' | 'none';

/** What the three elements have in common. */
export const SHARED = {
  ...PROBLEM,
  target,
  ...file,
  from: rows.text('from', '`#id` of the element whose flow this one shows'),
  ownData: { ...rows.words('own-data', 'what the reader can do to see data of their own in all figures of the flow: `file`, drop a CSV or JSON file or an image on the figure, or choose one; `paste` rows; `draw` with mouse, finger, pen or keys; all three where none is named', () => OWN_WAYS, 'none'), hasEmpty: true },
  controls: own(rows.word<Controls>('controls', 'the row below the picture; `none` leaves it out', ['timeline', 'none'])),
} satisfies Rows;
