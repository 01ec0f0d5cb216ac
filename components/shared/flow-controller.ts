import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BehaviorSubject, type Observable, type Subscription } from 'rxjs';
import { createFlow, type Flow, type FlowParameters } from '../../src/streams/index.ts';
import { claimParameters, isEqual } from './claims.ts';
import { linkFlow } from './flow-link.ts';
import { problemOf, type Problems } from './problem.ts';

/** An element that is moved in the page comes back sooner; a training outlasts it as well. */
const GRACE_MS = 1000;

/** The flow of an element: its own, made from its attributes; one that it joins by `from`; or one that a script gave. */
export class FlowController implements ReactiveController {
  /** State: undefined while there is none (data on its way, or something is wrong). */
  readonly flow$: Observable<Flow | undefined>;
  private readonly subject = new BehaviorSubject<Flow | undefined>(undefined);
  private readonly host: HTMLElement & ReactiveControllerHost;
  private readonly problems: Problems;
  /** Stands for this element among those that share a flow. */
  private readonly member = {};
  private selector: string | undefined;
  private parameters: Partial<FlowParameters> | undefined;
  private isGiven = false;
  /** The link that `from` asks for, and the document or shadow root in which it is. */
  private link: Subscription | undefined;
  private root: Node | undefined;
  /** The flow on which the element's claims stand, and what takes them back when it has been gone for a while. */
  private claimed: Flow | undefined;
  private release: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement & ReactiveControllerHost, problems: Problems) {
    this.host = host;
    this.problems = problems;
    this.flow$ = this.subject;
    host.addController(this);
  }

  get flow(): Flow | undefined {
    return this.subject.value;
  }

  /** A script's flow; it stands above `from` and the element's own. What is none is said, and nothing changes. */
  give(flow: unknown): void {
    const isGiven = flow !== undefined && flow !== null;
    if (isGiven && !isFlow(flow)) return this.problems.report({ code: 'from', attribute: 'flow', saying: { key: 'notAFlow' } });
    this.problems.clear('from');
    this.leave();
    this.isGiven = isGiven;
    this.adopt(isGiven ? flow : undefined);
    if (!isGiven) this.connect();
  }

  /** The selector in `from`, or undefined. */
  join(selector: string | undefined): void {
    if (selector === this.selector) return;
    if (!this.isGiven) this.leave();
    this.selector = selector;
    if (this.isGiven) return;
    this.problems.clear('from');
    this.adopt(undefined);
    this.connect();
  }

  /** What the element's attributes say; undefined while it is not known (a file on its way). */
  set(parameters: Partial<FlowParameters> | undefined): void {
    // Every redraw of the element says the same again; only what is new is an assignment.
    if (isSame(parameters, this.parameters)) return;
    this.parameters = parameters;
    this.apply();
  }

  hostConnected(): void {
    this.connect();
    // Who has been gone for long says it again.
    this.apply();
  }

  private connect(): void {
    if (this.isGiven || this.link) return;
    const { host, selector, problems } = this;
    if (!selector) return this.flow ? undefined : this.apply();
    if (!host.isConnected) return;
    this.root = host.getRootNode();
    this.link = linkFlow(host, selector, {
      onFlow: (flow) => this.adopt(flow),
      onVerdict: (saying) => (saying ? problems.report({ code: 'from', attribute: 'from', saying }) : problems.clear('from')),
    });
  }

  hostDisconnected(): void {
    this.unlink();
    if (this.isGuest) this.takeBackLater();
  }

  /** The element stands elsewhere: a selector is looked for in its own document or shadow root. */
  moved(): void {
    if (!this.link || this.host.getRootNode() === this.root) return;
    this.unlink();
    this.connect();
  }

  private unlink(): void {
    this.link?.unsubscribe();
    this.link = undefined;
  }

  /** What this element has said of another's flow is taken back. */
  private leave(): void {
    this.unlink();
    if (this.isGuest) this.takeBack();
  }

  /** Whether the flow is another's. */
  private get isGuest(): boolean {
    return this.isGiven || Boolean(this.selector);
  }

  private takeBack(): void {
    clearTimeout(this.release);
    const { claimed } = this;
    this.claimed = undefined;
    if (!claimed) return;
    try {
      claimParameters(claimed, this.member, '', {});
    } catch {
      // What was before fits no longer to what others have said since; those who stay keep what they have.
    }
  }

  /** The platform tells nobody whether an element, or whom it follows, comes back: a training should outlast a move. */
  private takeBackLater(): void {
    clearTimeout(this.release);
    this.release = setTimeout(() => this.takeBack(), GRACE_MS);
  }

  private adopt(flow: Flow | undefined): void {
    if (flow === this.subject.value) return;
    if (flow) this.problems.clear('from');
    this.subject.next(flow);
    if (flow) this.apply();
    else this.takeBackLater();
  }

  private apply(): void {
    const { parameters } = this;
    if (!parameters || (!this.flow && this.selector)) return;
    if (this.isGuest && !this.host.isConnected) return;
    if (this.claimed !== this.flow) this.takeBack();
    clearTimeout(this.release);
    const { id, localName } = this.host;
    try {
      const flow = this.flow ?? createFlow();
      claimParameters(flow, this.member, id ? `<${localName} id="${id}">` : `<${localName}>`, parameters);
      this.claimed = flow;
      if (!this.flow) this.subject.next(flow);
      this.problems.clear('parameter');
    } catch (error) {
      this.problems.report(problemOf(error, 'parameter'));
    }
  }
}

function isFlow(given: unknown): given is Flow {
  return typeof given === 'object' && given !== null && 'parameters$' in given && 'clock' in given;
}

function isSame(a: Partial<FlowParameters> | undefined, b: Partial<FlowParameters> | undefined): boolean {
  if (!a || !b) return a === b;
  const names = Object.keys({ ...a, ...b }) as (keyof FlowParameters)[];
  return names.every((name) => isEqual(a[name], b[name]));
}
