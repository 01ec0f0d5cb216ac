/** Of what a reader brings, below the figure. */
export const STYLES = `
  .own-data {
    margin: 0.4em 0 0;
    font-size: 0.9em;
  }
  .own-data .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.6em;
    margin: 0.3em 0 0;
  }
  .own-data p {
    margin: 0.3em 0 0;
  }
  .own-data [role='status'] {
    font-variant-numeric: tabular-nums;
  }
  .own-data .wrong {
    padding: 0.5em 0.8em;
    border-left: 3px solid var(--_target);
    background: color-mix(in srgb, var(--_target) 12%, transparent);
    overflow-wrap: anywhere;
  }
  .own-data .pasting {
    margin: 0.5em 0 0;
  }
  /* As what stands in the row above. */
  .own-data .pasting label {
    font-size: 0.85em;
  }
  .own-data textarea {
    display: block;
    width: 100%;
    box-sizing: border-box;
    min-height: 6em;
    font: 1.1em ui-monospace, monospace;
    color: inherit;
    background: none;
    border: 1px solid var(--_grid);
    border-radius: 4px;
    padding: 0.4em;
  }
  .own-data select {
    font: inherit;
    color: inherit;
    background: color-mix(in srgb, currentcolor 5%, transparent);
    border: 1px solid var(--_grid);
    border-radius: 4px;
    min-height: 2.2em;
    max-width: 14em;
  }
  .own-data option {
    color: CanvasText;
    background: Canvas;
  }
  .own-data :is(textarea, select, .pad):focus-visible {
    outline: 2px solid var(--_ink);
    outline-offset: 2px;
  }
  .own-data .pad {
    display: block;
    width: min(100%, 90vh);
    aspect-ratio: 3 / 2;
    margin: 0.4em auto 0;
    box-shadow: inset 0 0 0 1px var(--_grid);
    border-radius: 4px;
    cursor: crosshair;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .pad path {
    fill: none;
    stroke-linecap: round;
  }
  .pad .axes {
    stroke: var(--_grid);
    stroke-width: 0.015;
  }
  .pad .ink {
    stroke: var(--_target);
  }
  .pad .cross {
    stroke: var(--_ink);
    stroke-width: 0.05;
    visibility: hidden;
  }
  .pad:focus-visible .cross {
    visibility: visible;
  }
  /* A finger is wide, drags no files, and has no keys. */
  @media (pointer: coarse) {
    .own-data :is(.drop, #pad-keys) {
      display: none;
    }
    .own-data :is(button, select) {
      min-width: 44px;
      min-height: 44px;
    }
  }
  .figure.dropping::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 2px dashed var(--_ink);
    border-radius: 6px;
    background: color-mix(in srgb, var(--_target) 8%, transparent);
    pointer-events: none;
  }
  @media print {
    .own-data > :not(.account) {
      display: none;
    }
  }
`;
