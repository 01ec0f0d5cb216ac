import { css } from 'lit';

/** On paper nothing can be pressed, and no figure is torn in two; last of all styles. */
export const printStyles = css`
  @media print {
    :host {
      break-inside: avoid;
    }
    .figure .timeline.on-paper-only {
      display: flex;
    }
    .timeline > :not(output),
    .hint,
    .training :is(button, progress, input) {
      display: none;
    }
  }
`;
