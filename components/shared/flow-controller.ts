import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BehaviorSubject, type Observable, type Subscription } from 'rxjs';
import { createFlow, type Flow, type FlowParameters } from '../../src/streams/index.ts';
import { claimParameters } from './disagreements.ts';
import { linkFlow } from './flow-link.ts';
import { problemOf, type Problems } from './problem.ts';

/** The flow of an element: its own, made from its attributes; one that it joins by `from`; or one that a script gave. */
export class FlowController implements ReactiveController {
  /** State: undefined while there is none (data on its way, or something is wrong). */
  readonly flow$: Observable<Flow | undefined>;
  private readonly subject = new BehaviorSubject<Flow | undefined>(undefined);
  private readonly host: HTMLElement & ReactiveControllerHost;
  private readonly problems: Problems;
  private selector: string | undefined;
  private parameters: Partial<FlowParameters> | undefined;
  private isGiven = false;
  /** The link that `from` asks for, and the document or shadow root in which it is. */
  private link: Subscription | undefined;
  private root: Node | undefined;

  constructor(host: HTMLElement & ReactiveControllerHost, problems: Problems) {
    this.host = host;
    this.problems = problems;
    this.flow$ = this.subject;
    host.addController(this);
  }

  get flow(): Flow | undefined {
    return this.subject.value;
  }

  /** A script's flow; it stands above `from` and the element's own. */
  give(flow: Flow | undefined): void {
    this.isGiven = flow !== undefined;
    this.unlink();
    this.adopt(flow);
    if (!flow) this.hostConnected();
  }

  /** The selector in `from`, or undefined. */
  join(selector: string | undefined): void {
    if (selector === this.selector) return;
    this.selector = selector;
    if (this.isGiven) return;
    this.unlink();
    this.problems.clear('from');
    this.adopt(undefined);
    this.hostConnected();
  }

  /** What the element's attributes say; undefined while it is not known (a file on its way). */
  set(parameters: Partial<FlowParameters> | undefined): void {
    // Every redraw of the element says the same again; only what is new is an assignment.
    if (isSame(parameters, this.parameters)) return;
    this.parameters = parameters;
    this.apply();
  }

  hostConnected(): void {
    if (this.isGiven || this.link) return;
    const { host, selector, problems } = this;
    if (!selector) return this.flow ? undefined : this.apply();
    if (!host.isConnected) return;
    this.root = host.getRootNode();
    this.link = linkFlow(host, selector, {
      onFlow: (flow) => this.adopt(flow),
      onVerdict: (message) => (message === undefined ? problems.clear('from') : problems.report({ code: 'from', attribute: 'from', message })),
    });
  }

  hostDisconnected(): void {
    this.unlink();
  }

  /** The element stands elsewhere: a selector is looked for in its own document or shadow root. */
  moved(): void {
    if (!this.link || this.host.getRootNode() === this.root) return;
    this.unlink();
    this.hostConnected();
  }

  private unlink(): void {
    this.link?.unsubscribe();
    this.link = undefined;
  }

  private adopt(flow: Flow | undefined): void {
    if (flow === this.subject.value) return;
    if (flow) this.problems.clear('from');
    this.subject.next(flow);
    if (flow) this.apply();
  }

  private apply(): void {
    const { flow, parameters } = this;
    if (!parameters) return;
    try {
      if (flow) this.change(flow, parameters);
      else if (this.selector) return;
      else this.subject.next(createFlow(parameters));
      if (this.flow) claimParameters(this.flow, this.host, parameters);
      this.problems.clear('parameter');
    } catch (error) {
      this.problems.report(problemOf(error, 'parameter'));
    }
  }

  private change(flow: Flow, parameters: Partial<FlowParameters>): void {
    const isNew = Object.entries(parameters).some(([name, value]) => flow.parameters[name as keyof FlowParameters] !== value);
    if (isNew) flow.set(parameters);
  }
}

function isSame(a: Partial<FlowParameters> | undefined, b: Partial<FlowParameters> | undefined): boolean {
  if (!a || !b) return a === b;
  const names = Object.keys({ ...a, ...b }) as (keyof FlowParameters)[];
  return names.every((name) => a[name] === b[name]);
}
