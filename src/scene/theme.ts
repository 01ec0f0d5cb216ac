import type { Convention } from './convention.ts';

/** A colour by what it means; the theme says how it looks. */
export type Role = 'source' | 'target' | 'through' | 'exact' | 'learned' | 'ink' | 'grid';

/** The page's look, resolved: a figure never reads styles while it paints. */
export interface Theme {
  /** CSS colours without variables or keywords that depend on an element. `through` stands half-way from source to target. */
  readonly colors: Readonly<Record<Role, string>>;
  /** CSS font-family list. */
  readonly fontFamily: string;
  readonly fontSizePx: number;
  /** BCP 47 tag for numbers; the browser's own when absent. */
  readonly locale?: string;
  /** Which way time is told; `data-at-1` when absent. */
  readonly convention?: Convention;
  /** English when absent. */
  readonly words?: PictureWords;
}

/** What stands in pictures in the language of the page, beside numbers, formulas and the author's own names. */
export interface PictureWords {
  /** Name of the axis of a chart of the training. */
  readonly step: string;
  readonly loss: string;
  /** Goes before the number of the exact floor of the loss. */
  readonly floor: string;
  /** Goes before the loss at which a curve begins whose first steps are above the axis. */
  readonly cut: string;
  /** Names of the axes of a chart of solvers. */
  readonly evaluations: string;
  /** Names of pairs in a chart of floors. */
  readonly independent: string;
  readonly reflowed: string;
  readonly error: string;
  /** Over the rows of a gallery. */
  readonly generated: string;
  readonly nearest: string;
  readonly ppca: string;
}

export const ENGLISH: PictureWords = { step: 'training step', loss: 'batch loss', floor: 'exact floor of its mean', cut: 'batch loss ↑ begins at', evaluations: 'evaluations of the field', error: 'distance from the flow', independent: 'independent', reflowed: 'after reflow', generated: 'generated', nearest: 'nearest data to what they become', ppca: 'PPCA, from the same noise' };

/** What texts that stand over other marks are rimmed with. */
export const HALO = { widthPx: 4, opacity: 0.85 };

const type = { fontFamily: 'system-ui, sans-serif', fontSizePx: 14 };

/** Okabe-Ito roles for a light page. */
export const lightTheme: Theme = {
  ...type,
  colors: {
    source: '#0072b2',
    target: '#d55e00',
    through: '#8a47a8',
    exact: '#00805c',
    learned: '#c2478f',
    ink: '#23272f',
    grid: '#c3c8d0',
  },
};

/** The same roles, lightened to keep their contrast on a dark page. */
export const darkTheme: Theme = {
  ...type,
  colors: {
    source: '#56b4e9',
    target: '#ff8a3d',
    through: '#c385e6',
    exact: '#2fc59a',
    learned: '#f08cc4',
    ink: '#dfe3ea',
    grid: '#454c56',
  },
};
