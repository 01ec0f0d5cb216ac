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
}

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
