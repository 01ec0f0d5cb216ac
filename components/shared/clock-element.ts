import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Clock, Flow } from '../../src/streams/index.ts';
import { number, numeral } from './kinds.ts';
import type { Problem } from './problem.ts';
import { SpeakingElement } from './speaking-element.ts';

/** Media elements' words for the clock of a flow; `value` for hosts that read it after `input`. */
export abstract class ClockElement extends SpeakingElement {
  /** The time that was asked for last, for flows that are yet to come; undefined while none was. */
  private wantedTime: number | undefined;
  private saidTime = '';
  /** What is wrong with the time that was given last. */
  protected timeProblem: Problem | undefined;

  /** Flows whose clocks have been where the attributes say. */
  private readonly begun = new WeakSet<Flow>();

  /** Whether the clock runs from the start; not for readers who asked for less motion. Without it the clock stands where it is. */
  @property({ type: Boolean }) playing = false;

  abstract get flow(): Flow | undefined;

  /** Model time at which the figure stands, 0..1: that of its clock, which is moved when this is set. */
  @property({ converter: numeral })
  get t(): number {
    return this.flow?.clock.time ?? this.wantedTime ?? 0;
  }
  set t(given: number | null | undefined) {
    const message = number.wrong(given ?? 0);
    this.timeProblem = message === undefined ? undefined : { code: 'choice', attribute: 't', message };
    // Lit asks for an update where the time has changed; words may come and go without that.
    this.requestUpdate();
    if (message === undefined) this.moveTo(given ?? undefined);
  }

  /** The same as `t`, as media elements call it. */
  get currentTime(): number {
    return this.t;
  }
  set currentTime(t: number) {
    this.t = t;
  }

  /** The same as `t`, as inputs call it. */
  get value(): number {
    return this.t;
  }
  set value(t: number) {
    this.t = t;
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

  /** Bring a flow's clock to where the attributes say. Who comes back to a flow overrules nobody. */
  protected beginClock(flow: Flow): void {
    if (this.begun.has(flow)) return;
    this.begun.add(flow);
    if (this.wantedTime !== undefined) flow.clock.seek(this.wantedTime);
    if (this.playing) this.run(flow.clock);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('playing') || !this.flow || !this.begun.has(this.flow)) return;
    if (this.playing) this.run(this.flow.clock);
    else this.pause();
  }

  /** Who asked for less motion sees the end at once, and may still press play. */
  private run(clock: Clock): void {
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) clock.play();
    else if (this.wantedTime === undefined) clock.seek(1);
  }

  /** @param given  undefined for the beginning, which nobody asked for */
  private moveTo(given: number | undefined): void {
    const wanted = Number(given ?? 0);
    const time = Math.min(1, Math.max(0, wanted));
    if (wanted !== time) this.sayTime(wanted, Number.isNaN(wanted) ? 'is not a number from 0 to 1; it is left as it was' : `is outside 0 to 1; ${time} is used`);
    if (Number.isNaN(wanted)) return;
    this.wantedTime = given === undefined ? undefined : time;
    this.flow?.clock.seek(time);
  }

  /** A script that sets the time in each frame is told once. */
  private sayTime(wanted: number, words: string): void {
    if (words === this.saidTime) return;
    this.saidTime = words;
    console.warn(`fm-elements: t = ${wanted} ${words}.`);
  }
}
