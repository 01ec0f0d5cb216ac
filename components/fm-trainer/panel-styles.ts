/** The trainer's row of controls, its numbers, and what `controls="full"` adds. */
export const PANEL_STYLES = `
.training .main {
  min-width: 7em;
}
/* As wide while it trains as afterwards, when it is a button and a slider: it never wraps later than at first. */
.training .course {
  flex: 1 1 10em;
  min-width: 10em;
  display: flex;
  align-items: center;
  gap: 0.6em;
}
.training progress {
  flex: 1;
  min-width: 5em;
  height: 3px;
  appearance: none;
  border: none;
  background: var(--_grid);
}
.training progress::-webkit-progress-bar {
  background: var(--_grid);
}
.training progress::-webkit-progress-value {
  background: var(--_learned);
}
.training progress::-moz-progress-bar {
  background: var(--_learned);
}
.training input {
  --_track: var(--_learned);
  min-width: 5em;
}
.training output:empty {
  display: none;
}
.numbers {
  flex-basis: 100%;
  display: flex;
  flex-wrap: wrap;
  align-content: flex-start;
  gap: 0 1.2em;
  margin: 0;
  min-height: 3.2em;
  line-height: 1.6;
}
@container (max-width: 480px) {
  .numbers {
    min-height: 6.4em;
  }
}
.quality {
  flex-basis: 100%;
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: 0.4em 1.6em;
  min-height: 6.5em;
}
.quality dl {
  display: grid;
  grid-template-columns: auto auto;
  gap: 0 0.8em;
  margin: 0;
}
.quality dt {
  opacity: 0.8;
}
.quality dd {
  margin: 0;
  text-align: right;
}
.by-time {
  flex: 1 1 12em;
  max-width: 22em;
  margin: 0;
}
.by-time svg {
  display: block;
  width: 100%;
  height: 4.5em;
}
.by-time .loss {
  fill: var(--_learned);
  opacity: 0.45;
}
.by-time .floor {
  fill: var(--_exact);
}
.by-time figcaption {
  display: flex;
  justify-content: space-between;
  gap: 0.6em;
  font-size: 0.9em;
}
`;
