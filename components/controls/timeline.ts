import { css, html, svg, type LitElement, type TemplateResult } from 'lit';
import { toldTime, type Convention } from '../../src/scene/index.ts';
import type { Words } from '../locales/index.ts';

/** One press of an arrow key; ten of them with Shift. */
const KEY_STEP = 0.01;
const LARGE_KEY_STEP = 0.1;

export interface TimelineActions {
  toggle(): void;
  seek(t: number): void;
}

export const timelineStyles = css`
  /* 2em of the page's own: authors keep that much before the script has come. */
  .timeline,
  .row {
    box-sizing: border-box;
    display: flex;
    align-items: center;
    min-height: calc(2em / 0.85);
    gap: 0.6em;
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }
  .timeline .end,
  .row .end {
    opacity: 0.75;
    white-space: nowrap;
  }
  .timeline input {
    --_track: linear-gradient(to right, var(--_source), var(--_through), var(--_target));
  }
  .timeline.on-paper-only {
    display: none;
    min-height: 0;
  }
  .timeline output,
  .row output {
    min-width: 4.2em;
    text-align: right;
    white-space: nowrap;
  }
  @container (max-width: 480px) {
    .timeline .word {
      display: none;
    }
    .row {
      flex-wrap: wrap;
    }
  }
`;

export const playIcon = svg`<path d="M4 2.5v11l9-5.5z" />`;
export const pauseIcon = svg`<path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" />`;

/** A figure without controls says its time on paper, where nobody can ask for it. */
export const timeOnPaper = html`<div class="timeline on-paper-only"><output></output></div>`;

/** Play button, time from source to data, value of t. Time is written straight to the page: no frame re-renders a template. */
export class Timeline {
  private readonly host: LitElement;
  private readonly actions: TimelineActions;
  private readonly words: () => Words;
  private readonly convention: () => Convention | undefined;
  private shownTime = 0;
  private isPlaying = false;

  /** @param convention  which way time is told; the slider runs from the source to the data whatever it is */
  constructor(host: LitElement, actions: TimelineActions, words: () => Words, convention: () => Convention | undefined) {
    this.host = host;
    this.actions = actions;
    this.words = words;
    this.convention = convention;
  }

  set time(t: number) {
    this.shownTime = t;
    this.write();
  }

  set playing(isPlaying: boolean) {
    if (isPlaying === this.isPlaying) return;
    this.isPlaying = isPlaying;
    this.host.requestUpdate();
  }

  /** Once the template stands in the page. */
  write(): void {
    const row = this.host.shadowRoot?.querySelector('.timeline');
    if (!row) return;
    const text = this.words().timeline.at(toldTime(this.shownTime, this.convention()));
    row.querySelector('output')!.textContent = text;
    const input = row.querySelector('input');
    if (!input) return;
    input.value = String(this.shownTime);
    input.setAttribute('aria-valuetext', text);
  }

  private readonly onInput = (event: Event): void => this.actions.seek(Number((event.target as HTMLInputElement).value));

  private readonly onKey = (event: KeyboardEvent): void => {
    // Alt and an arrow are the browser's.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    // To the left and right on the page, up and down in the time that is told.
    const up = this.convention() === 'data-at-0' ? -step : step;
    const by = new Map([['ArrowRight', step], ['ArrowUp', up], ['ArrowLeft', -step], ['ArrowDown', -up]]).get(event.key);
    if (event.key === ' ') this.actions.toggle();
    else if (by !== undefined) this.actions.seek(Math.round((this.shownTime + by) * 100) / 100);
    else return;
    event.preventDefault();
  };

  render(): TemplateResult {
    const { play, pause, source, data, time, keys } = this.words().timeline;
    const label = this.isPlaying ? pause : play;
    const [from, to] = [0, 1].map((t) => toldTime(t, this.convention()));
    return html`<div class="timeline" part="controls">
      <button type="button" class="icon" aria-label=${label} title=${label} @click=${() => this.actions.toggle()}>
        <svg viewBox="0 0 16 16" aria-hidden="true">${this.isPlaying ? pauseIcon : playIcon}</svg>
      </button>
      <span class="end">${from}<span class="word"> ${source}</span></span>
      <input type="range" min="0" max="1" step="any" aria-label=${time} title=${keys} aria-keyshortcuts="Space" @input=${this.onInput} @keydown=${this.onKey} />
      <span class="end">${to}<span class="word"> ${data}</span></span>
      <output></output>
    </div>`;
  }
}
