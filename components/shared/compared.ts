import type { Observable } from 'rxjs';
import type { FigureOptions, FigureSettings, Reading } from '../../src/figures/index.ts';
import type { Scene, Viewport } from '../../src/scene/index.ts';
import type { Flow, FlowParameters, Laws, Rows } from '../../src/streams/index.ts';
import type { Words } from '../locales/index.ts';
import type { Problem, Problems } from './problem.ts';
import type { PictureSource } from './watch-pictures.ts';

/** Values of an element's own rows, by property. */
export type Given = Readonly<Record<string, unknown>>;

/** The figure that is compared with variants of itself, as their code needs it. */
export interface Compared {
  readonly root: ShadowRoot;
  /** The figure's own: its look and what is pointed at are theirs as well. */
  readonly viewport: Viewport;
  /** State: whether the reader can see some of the figure. */
  readonly seen$: Observable<boolean>;
  readonly given: Given;
  /** What an author can set on the element; and those rows of it that ask for another picture of the same flow. */
  readonly rows: Rows;
  readonly figureRows: Rows;
  readonly flowRows: Rows;
  /** One over the other. */
  readonly isOverlay: boolean;
  words(): Words;
  /** As it is told. */
  time(): number;
  /** A reading in words; nothing while there are none yet. */
  readonly tell: (reading: Reading) => string;
  readonly onKey: (event: KeyboardEvent) => void;
  /** @param change  the figure's options before they are used */
  picturesOf(flow: Flow, given: Given, change?: (options: FigureOptions) => FigureOptions): PictureSource;
  settings(parameters: FlowParameters, given: Given): FigureSettings;
  options(laws: Laws, settings: FigureSettings, given: Given): FigureOptions;
  problemWith(laws: Laws, given: Given): Problem | undefined;
  pictured(t: number, flow: Flow, given: Given): string;
  /** Of the comparison as a whole. */
  readonly problems: Problems;
  /** Shows a picture in the figure's own place. */
  draw(scene: Scene): void;
  /** A picture is shown by another viewport. */
  goLive(scene: Scene, viewport: Viewport): void;
  /** The element is to be rendered again. */
  refresh(): void;
  /** What was brought into range, of all variants by now. */
  onNotes(notes: readonly string[]): void;
  /** Of one variant. */
  onProblem(problem: Problem): void;
  onWarning(code: string, message: string): void;
}

/** Variants of a figure, while they are shown. */
export interface Comparison {
  /** What stands in the place of the picture, or below it. */
  readonly element: HTMLElement;
  /** Whether it stands, by now, in the place of the figure's own picture. */
  readonly isReplacing: boolean;
  /** The element has been rendered, or looks otherwise. @param isRight  nothing is wrong with the figure as a whole */
  update(isRight: boolean): void;
  /** What can be seen, in few words; undefined where nothing is compared. @param t  as it is told */
  describe(t: number): string | undefined;
  /** What the probe tells of each; undefined where nothing is compared. */
  told(): string | undefined;
  toSvg(): string | undefined;
  end(): void;
}
