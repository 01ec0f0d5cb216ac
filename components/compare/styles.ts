/**
 * One column on a telephone; the page's column has room for two or three beside one another. Names, pictures and notes of neighbours share
 * their rows, so that pictures are of one size however their words wrap. Small ones are higher: numbers and names
 * around a plot take as much of them as of large ones.
 */
export const STYLES = `
.figure > .panels {
  display: grid;
  flex: 1 1 auto;
  min-height: 0;
  grid-template-columns: minmax(0, 1fr);
  grid-auto-rows: auto minmax(0, 1fr) auto;
  gap: 0 1em;
  margin-bottom: -0.5em;
}
@container (min-width: 440px) {
  .figure > .panels { grid-template-columns: repeat(var(--_narrow), minmax(0, 1fr)); }
  .panel > .surface { aspect-ratio: var(--fm-aspect-ratio, 6 / 5); }
}
@container (min-width: 640px) {
  .figure > .panels { grid-template-columns: repeat(var(--_wide), minmax(0, 1fr)); }
  .panels:not(.many) > .panel > .surface { aspect-ratio: var(--fm-aspect-ratio, 3 / 2); }
}
@container (min-width: 960px) {
  .figure > .panels { grid-template-columns: repeat(var(--_widest), minmax(0, 1fr)); }
  .panel > .surface { aspect-ratio: var(--fm-aspect-ratio, 3 / 2); }
}
.figure > .panels.boxed { grid-template-columns: repeat(var(--_columns), minmax(0, 1fr)); }
.panel {
  display: grid;
  grid-row: span 3;
  grid-template-rows: subgrid;
  grid-template-columns: minmax(0, 1fr);
  min-width: 0;
  min-height: 0;
  margin: 0;
}
.panel > figcaption { align-self: end; }
.panel > .surface { align-self: stretch; }
.panel > .notes { padding-bottom: 0.5em; }
.panel > figcaption, .variants {
  font-size: 0.9em;
  line-height: 1.5;
  font-variant-numeric: tabular-nums;
}
.panels > .note { grid-column: 1 / -1; }
.reading .line { display: block; }
.panel .progress { opacity: 0.8; }
/* It stays as long as the picture does not come: in the middle, and at once. */
.panel .waiting {
  inset: 0;
  display: grid;
  place-items: center;
  animation: none;
  opacity: 0.8;
}
.variants {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.4em;
  margin: 0.25em 0 0;
  padding: 0;
  list-style: none;
}
.variants svg {
  width: 1.6em;
  height: 0.8em;
  margin-inline-end: 0.4em;
  overflow: visible;
}
.figure > .panels.printed { display: block; }
.panels.printed > :not(.on-paper) { display: none; }
.panels > .on-paper { position: static; height: auto; }
`;

/** Columns for so many panels, in a narrow, a wide and a very wide figure: rows are as full as can be, and in a very wide one there are two at most. */
export const columnsFor = (count: number): readonly [narrow: number, wide: number, widest: number] => [Math.min(2, count), count === 4 ? 2 : Math.min(3, count), count <= 3 ? count : Math.ceil(count / 2)];
