import { css } from 'lit';

/** The frame of every figure: as wide as the column, quiet, in the page's own font and colours. */
export const hostStyles = css`
  /* In columns, so that in a box of fixed height the picture gives way and the controls keep their place. */
  :host {
    display: flex;
    flex-direction: column;
    container-type: inline-size;
    position: relative;
    font-size: var(--fm-font-size, inherit);
  }
  :host([hidden]) {
    display: none;
  }
  /* Above the rules below, which give a display of their own to what may be hidden: a hidden still would lie over the figure. */
  .figure [hidden] {
    display: none !important;
  }
  /* While the words of its language are on their way a figure keeps its room, and its still is seen. */
  .figure[aria-busy] {
    visibility: hidden;
  }
  .figure[aria-busy] .still {
    visibility: visible;
  }
  .figure {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
    height: 100%;
    color: inherit;
  }
  .figure > * {
    flex: none;
  }
  .figure > .surface {
    flex: 1 1 auto;
  }
  .surface {
    position: relative;
    width: 100%;
    min-height: 4em;
    aspect-ratio: var(--fm-aspect-ratio, 3 / 2);
    overflow: hidden;
  }
  .surface canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    display: block;
  }
  .surface canvas:focus-visible {
    outline: 2px solid var(--_ink);
    outline-offset: -2px;
  }
  .surface.printed > :not(.on-paper) {
    display: none;
  }
  .on-paper {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .labels {
    position: absolute;
    inset: 0;
    pointer-events: none;
    overflow: hidden;
  }
  .still {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: center;
    justify-content: center;
  }
  .still ::slotted(img) {
    max-width: 100%;
    max-height: 100%;
  }
  /* Where the reader comes to the figure; on a ground of its own, for it may stand over a still. */
  .problem {
    position: absolute;
    inset: 0 0 auto;
    margin: 0;
    padding: 0.75em 1em;
    border-left: 3px solid var(--_target);
    background: color-mix(in srgb, var(--_target) 12%, white);
    font-size: 0.95em;
    overflow-wrap: anywhere;
  }
  /* No larger than what is said, and than the still that stands below it. */
  .surface[data-refused] {
    display: flex;
    flex-direction: column;
    min-height: 0;
    aspect-ratio: auto;
  }
  [data-refused] .problem {
    position: static;
    order: -1;
  }
  [data-refused] .still {
    position: static;
    flex: 1 1 auto;
    min-height: 0;
  }
  [data-refused] .still ::slotted(img) {
    height: auto;
  }
  .dark .problem {
    background: color-mix(in srgb, var(--_target) 20%, black);
  }
  @media (forced-colors: active) {
    .figure .problem {
      background: Canvas;
    }
  }
  .problem code {
    font-weight: 600;
  }
  .waiting {
    position: absolute;
    inset: auto 0 0;
    margin: 0;
    text-align: center;
    font-size: 0.85em;
    animation: appear 0.3s 1.5s both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .note {
    margin: 0.25em 0 0;
    min-height: 1.5em;
    font-size: 0.8em;
    line-height: 1.5;
    opacity: 0.8;
    font-variant-numeric: tabular-nums;
  }
  @container (max-width: 760px) {
    .note.rows {
      min-height: 3em;
    }
  }
  @container (max-width: 480px) {
    .note.rows {
      min-height: 4.5em;
    }
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    border: 1px solid var(--_grid);
    border-radius: 4px;
    background: none;
    padding: 0.3em 0.8em;
    min-height: 2.2em;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, currentcolor 8%, transparent);
  }
  button:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--_ink);
    outline-offset: 2px;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button.icon {
    border: none;
    padding: 0;
    width: 2.2em;
    display: inline-flex;
    align-items: center;
    justify-content: center;
  }
  button.icon svg {
    width: 1.15em;
    height: 1.15em;
    fill: currentcolor;
  }
  input[type='range'] {
    flex: 1;
    min-width: 4em;
    margin: 0;
    height: 1.75em;
    color: inherit;
    background: none;
    appearance: none;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    input[type='range'] {
      height: max(1.75em, 24px);
    }
  }
  input::-webkit-slider-runnable-track {
    height: 3px;
    border-radius: 2px;
    background: var(--_track, var(--_grid));
  }
  input::-moz-range-track {
    height: 3px;
    border-radius: 2px;
    background: var(--_track, var(--_grid));
  }
  input::-webkit-slider-thumb {
    appearance: none;
    width: 15px;
    height: 15px;
    margin-top: -6px;
    border: none;
    border-radius: 50%;
    background: var(--_ink);
  }
  input::-moz-range-thumb {
    width: 15px;
    height: 15px;
    border: none;
    border-radius: 50%;
    background: var(--_ink);
  }
  /* What has a colour of its own, of the system's: see the theme. */
  @media (forced-colors: active) {
    input[type='range'],
    progress {
      forced-color-adjust: none;
    }
  }
`;
