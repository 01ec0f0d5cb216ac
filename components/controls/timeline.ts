import { css, html, svg, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { FormatNumber } from '../shared/words.ts';

/** One press of an arrow key; ten of them with Shift. */
const KEY_STEP = 0.01;
const LARGE_KEY_STEP = 0.1;

export interface TimelineActions {
  toggle(): void;
  seek(t: number): void;
}

export const timelineStyles = css`
  /* 2em of the page's own: authors keep that much before the script has come. */
  .timeline {
    box-sizing: border-box;
    display: flex;
    align-items: center;
    min-height: calc(2em / 0.85);
    gap: 0.6em;
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }
  .timeline .end {
    opacity: 0.75;
    white-space: nowrap;
  }
  .timeline input {
    --_track: linear-gradient(to right, var(--_source), var(--_through), var(--_target));
  }
  .timeline output {
    min-width: 4.2em;
    text-align: right;
    white-space: nowrap;
  }
  @container (max-width: 480px) {
    .timeline .word {
      display: none;
    }
  }
`;

const playIcon = svg`<path d="M4 2.5v11l9-5.5z" />`;
const pauseIcon = svg`<path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" />`;

/** Play button, time from source to data, value of t. Time is written straight to the page: no frame re-renders a template. */
export class Timeline {
  private readonly input = createRef<HTMLInputElement>();
  private readonly output = createRef<HTMLOutputElement>();
  private readonly host: ReactiveControllerHost;
  private readonly actions: TimelineActions;
  private readonly format: FormatNumber;
  private shownTime = 0;
  private isPlaying = false;

  constructor(host: ReactiveControllerHost, actions: TimelineActions, format: FormatNumber) {
    this.host = host;
    this.actions = actions;
    this.format = format;
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
    const { value: input } = this.input;
    if (!input) return;
    const text = this.format(this.shownTime, 2);
    input.value = String(this.shownTime);
    if (this.output.value) this.output.value.textContent = `t = ${text}`;
    input.setAttribute('aria-valuetext', `t = ${text}`);
  }

  private readonly onInput = (event: Event): void => this.actions.seek(Number((event.target as HTMLInputElement).value));

  private readonly onKey = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    const by = new Map([['ArrowRight', step], ['ArrowUp', step], ['ArrowLeft', -step], ['ArrowDown', -step]]).get(event.key);
    if (event.key === ' ') this.actions.toggle();
    else if (by !== undefined) this.actions.seek(Math.round((this.shownTime + by) * 100) / 100);
    else return;
    event.preventDefault();
  };

  render(): TemplateResult {
    const label = this.isPlaying ? 'Pause' : 'Play';
    return html`<div class="timeline" part="controls">
      <button type="button" class="icon" aria-label=${label} title=${label} @click=${() => this.actions.toggle()}>
        <svg viewBox="0 0 16 16" aria-hidden="true">${this.isPlaying ? pauseIcon : playIcon}</svg>
      </button>
      <span class="end">0<span class="word"> source</span></span>
      <input ${ref(this.input)} type="range" min="0" max="1" step="any" aria-label="Time t from source to data" aria-keyshortcuts="Space" @input=${this.onInput} @keydown=${this.onKey} />
      <span class="end">1<span class="word"> data</span></span>
      <output ${ref(this.output)}></output>
    </div>`;
  }
}
