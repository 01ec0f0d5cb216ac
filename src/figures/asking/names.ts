/** What readers can be asked for before a figure tells it. */
export const QUANTITIES = ['velocity', 'score', 'data', 'noise', 'end', 'density', 'log-density', 'mass', 'flux'] as const;
export type Quantity = (typeof QUANTITIES)[number];
