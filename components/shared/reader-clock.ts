import type { TimelineActions } from '../controls/timeline.ts';
import type { ClockElement } from './clock-element.ts';

/** What the reader does to the clock of a figure, by button, key or slider, and the events that tell of it. */
export class ReaderClock implements TimelineActions {
  private readonly element: ClockElement;

  constructor(element: ClockElement) {
    this.element = element;
  }

  toggle(): void {
    const { element } = this;
    if (!element.flow) return;
    if (element.paused) element.play();
    else element.pause();
    this.tell(element.paused ? 'pause' : 'play');
  }

  seek(t: number): void {
    const { flow, paused } = this.element;
    flow?.clock.pause();
    flow?.clock.seek(t);
    if (!paused) this.tell('pause');
    this.tell('input');
  }

  /** For keys that are pressed on the picture. */
  readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== ' ') return;
    event.preventDefault();
    this.toggle();
  };

  private tell(type: string): void {
    this.element.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }
}
