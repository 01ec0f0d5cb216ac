import { css } from 'lit';

/** Room for the chart and for what stands below it, as it is before the panel has come. */
export const trainerStyles = css`
  /* Small charts ask for room by their number: in two columns, or in one where it is narrow, as training-charts.ts lays them out. */
  .surface.charts {
    aspect-ratio: auto;
    height: calc(var(--_rows) * 11.5em);
  }
  @container (max-width: 559.9px) {
    .surface.charts {
      height: calc(var(--_count) * 11.5em);
    }
  }
  /* 5.2em of the page's own, 8em where it is narrow: authors keep that much before the script has come. */
  .training {
    box-sizing: border-box;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    align-content: flex-start;
    min-height: calc(5.2em / 0.85);
    gap: 0.5em 0.6em;
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }
  /* In a box of fixed height the chart keeps its room, and what does not fit below it is scrolled. */
  .figure > .surface {
    min-height: 8em;
    flex-shrink: 1000;
  }
  .figure > .surface[data-refused] {
    height: auto;
    min-height: 0;
  }
  .figure > .training {
    flex-shrink: 1;
    overflow: hidden auto;
  }
  /* A ring around it would be cut off. */
  .training :focus-visible {
    outline-offset: -2px;
  }
  /* A training has no time of its own. */
  .figure > .timeline {
    display: none !important;
  }
  @container (max-width: 480px) {
    .training {
      min-height: calc(8em / 0.85);
    }
  }
  /* Single steps, straightening and what the network is worth. */
  .training.full {
    min-height: calc(5.2em / 0.85 + 6.9em);
  }
`;
