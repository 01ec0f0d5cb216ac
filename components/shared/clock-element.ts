import type { PropertyValues } from 'lit';
import { toldTime, windowOf } from '../../src/scene/index.ts';
import type { Clock, Flow } from '../../src/streams/index.ts';
import type { Problem } from './problem.ts';
import { propertiesOf, readProperty, type Properties } from './properties.ts';
import { CLOCK } from './rows.ts';
import { SpeakingElement } from './speaking-element.ts';

export interface ClockElement extends Omit<Properties<typeof CLOCK>, 't'> {}

/** Media elements' words for the clock of a flow; `value` for hosts that read it after `input`. */
export abstract class ClockElement extends SpeakingElement {
  static override properties = propertiesOf(CLOCK);

  /** The time that was asked for last, for flows that are yet to come; undefined while none was. */
  private wantedTime: number | undefined;
  /** What of times out of range has been said. */
  private saidTime: unknown;
  /** What is wrong with the time that was given last. */
  protected timeProblem: Problem | undefined;

  /** Flows whose clocks have been where the attributes say. */
  private readonly begun = new WeakSet<Flow>();

  abstract get flow(): Flow | undefined;

  get t(): number {
    return this.flow?.clock.time ?? this.wantedTime ?? 0;
  }
  set t(given: number | null | undefined) {
    const { value, note, problem } = readProperty(CLOCK.t, given);
    this.timeProblem = problem;
    // Lit asks for an update where the time has changed; words may come and go without that.
    this.requestUpdate();
    if (note) this.sayTime(note, value);
    if (value !== undefined || given === undefined || given === null) this.moveTo(value as number | undefined);
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

  /** Where the clock is, as the figure tells time. */
  protected get toldTime(): number {
    return toldTime(this.t, this.convention);
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
    if (this.backward) flow.clock.isBackward = true;
    if (this.playing) this.run(flow.clock);
  }

  /** Before the update, which then shows what the clock does. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    // What is said anew is rendered by an update of its own.
    if (changed.has('convention') && this.flow && this.hasUpdated) void this.updateComplete.then(() => this.isConnected && this.spokenAnew());
    // Others of the flow, which say nothing of it, leave it as it is.
    if (changed.has('backward') && this.flow && (this.backward || changed.get('backward') === true)) this.flow.clock.isBackward = this.backward;
    if (!changed.has('playing') || !this.flow || !this.begun.has(this.flow)) return;
    if (this.playing) this.run(this.flow.clock);
    else this.pause();
  }

  /** Who asked for less motion sees the end at once, and may still press play. */
  private run(clock: Clock): void {
    if (!windowOf(this).matchMedia('(prefers-reduced-motion: reduce)').matches) clock.play();
    else if (this.wantedTime === undefined) clock.seek(clock.isBackward ? 0 : 1);
  }

  /** @param time  undefined for the beginning, which nobody asked for */
  private moveTo(time: number | undefined): void {
    this.wantedTime = time;
    this.flow?.clock.seek(time ?? 0);
  }

  /** A script that sets the time in each frame is told once. */
  private sayTime(note: string, time: unknown): void {
    if (this.saidTime === (time ?? note)) return;
    this.saidTime = time ?? note;
    console.warn(`fm-elements: ${note}`);
  }
}
