import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Observable } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';
import { OWN_WAYS } from '../shared/rows.ts';
import { addStyles } from '../shared/later-styles.ts';
import type { Drafts } from './drafts.ts';
import { OwnData, type OwnDataFigure } from './own-data.ts';
import { STYLES } from './styles.ts';

/** The element, as what the reader brings needs it. */
export interface OwnDataHost extends Omit<OwnDataFigure, 'host' | 'root' | 'flow' | 'ways' | 'drafts' | 'refresh'> {
  /** State: whether the reader can see some of the figure. */
  readonly seen$: Observable<boolean>;
  flow(): Flow | undefined;
  /** Undefined where the reader brings nothing; without any words all ways are meant. */
  ways(): readonly string[] | undefined;
}

/** Keeps what the reader brings to an element, which may come and go, have another flow or take data in other ways. */
export class OwnDataController implements ReactiveController {
  private readonly element: HTMLElement & ReactiveControllerHost;
  private readonly host: OwnDataHost;
  private readonly drafts: Drafts = { drawing: undefined, rows: '' };
  private ownData: OwnData | undefined;
  private served: { readonly flow: Flow; readonly ways: string } | undefined;

  constructor(element: HTMLElement & ReactiveControllerHost, host: OwnDataHost) {
    this.element = element;
    this.host = host;
    element.addController(this);
  }

  hostConnected(): void {
    this.ownData?.connect();
    // It may come in the middle of an update.
    void this.element.updateComplete.then(() => this.element.requestUpdate());
  }

  /** Before it is rendered. An element that is out of the page keeps what it has. */
  hostUpdate(): void {
    const { element, host, served, drafts } = this;
    if (!element.isConnected) return;
    const flow = host.flow();
    const given = host.ways() as OwnDataFigure['ways'] | undefined;
    const ways = given?.length === 0 ? OWN_WAYS : (given ?? []);
    if (flow === served?.flow && ways.join() === (served?.ways ?? '')) return;
    this.ownData?.end();
    this.ownData = this.served = undefined;
    if (!flow || ways.length === 0) return;
    const root = element.shadowRoot!;
    addStyles(root, STYLES);
    this.served = { flow, ways: ways.join() };
    this.ownData = new OwnData({ ...host, host: element, root, flow, ways, drafts, refresh: () => element.requestUpdate() });
  }

  hostUpdated(): void {
    this.ownData?.rendered();
  }

  hostDisconnected(): void {
    this.ownData?.disconnect();
  }

  render(): TemplateResult | typeof nothing {
    return this.ownData?.render() ?? nothing;
  }
}
