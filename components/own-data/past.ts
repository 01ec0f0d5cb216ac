import { Subject } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';
import type { Brought } from './brought.ts';
import { History } from './history.ts';

/** Steps back that a reader can go; each keeps a file of up to 8 MB and the law that was made of it. */
const MOST_STEPS = 20;

/** What a flow's data have been, whichever of its figures they came by. */
export class Past {
  readonly history: History<Brought>;
  readonly changes$ = new Subject<void>();
  private readonly flow: Flow;
  private isShowing = false;

  constructor(flow: Flow) {
    this.flow = flow;
    this.history = new History<Brought>({ kind: 'page', target: flow.parameters.target }, MOST_STEPS);
  }

  /** The page may have given the flow other data of its own: these are what is shown then, and undo leads back to what the reader has brought. */
  follow(): void {
    const { history, flow: { parameters: { target } } } = this;
    if (this.isShowing || target === history.now.target) return;
    const page: Brought = { kind: 'page', target };
    if (history.now.kind === 'page') history.replace(page); else history.push(page);
    this.changes$.next();
  }

  /**
   * The flow has other data.
   *
   * @param remember  as a step on, or back
   * @throws ParameterError  where the flow refuses them; nothing has changed then
   */
  show({ target }: Brought, remember: () => void): void {
    this.isShowing = true;
    try {
      this.flow.set({ target });
      remember();
    } finally {
      this.isShowing = false;
    }
    this.changes$.next();
  }
}

const pasts = new WeakMap<Flow, Past>();

export function pastOf(flow: Flow): Past {
  const past = pasts.get(flow) ?? new Past(flow);
  pasts.set(flow, past);
  return past;
}
