import { property } from 'lit/decorators.js';
import type { Flow } from '../../src/streams/index.ts';
import { PlacedElement } from './placed-element.ts';

/** Media elements' words for the clock of a flow; `value` for hosts that read it after `input`. */
export abstract class ClockElement extends PlacedElement {
  /** Model time at which the figure stands, 0..1. */
  @property({ type: Number }) t?: number;

  abstract get flow(): Flow | undefined;

  /** Model time t in [0, 1]. */
  get currentTime(): number {
    return this.flow?.clock.time ?? this.t ?? 0;
  }
  set currentTime(t: number) {
    this.flow?.clock.seek(t);
  }

  /** The same as `currentTime`. */
  get value(): number {
    return this.currentTime;
  }

  get paused(): boolean {
    return !this.flow?.clock.playing;
  }

  play(): void {
    this.flow?.clock.play();
  }

  pause(): void {
    this.flow?.clock.pause();
  }
}
