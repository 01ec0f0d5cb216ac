/** Of what a figure asks, below its picture. */
export const STYLES = `
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.8em;
    margin: 0.3em 0 0;
    font-size: 0.9em;
  }
  .ask p {
    flex: 1 0 100%;
    margin: 0;
  }
  .ask [role='status'] {
    min-height: 1.3em;
    font-variant-numeric: tabular-nums;
  }
  .ask input {
    width: 7em;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--_grid);
    border-radius: 4px;
    padding: 0.3em 0.4em;
    min-height: 2.2em;
    box-sizing: border-box;
  }
`;
