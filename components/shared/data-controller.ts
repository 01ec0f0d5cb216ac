import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { loadLaw, type DataSource, type LoadedData } from './data-source.ts';
import { problemOf, type Problems } from './problem.ts';

/** The author's own law, from a file or from words: loaded when it is named, left when the element leaves or another is named. */
export class DataController implements ReactiveController {
  /** Undefined while it is on its way, and when there is none. */
  loaded: LoadedData | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly problems: Problems;
  private wanted: DataSource | undefined;
  private loading: AbortController | undefined;

  constructor(host: ReactiveControllerHost, problems: Problems) {
    this.host = host;
    this.problems = problems;
    host.addController(this);
  }

  /** Whether one is named and not here yet. */
  get isWaiting(): boolean {
    return this.wanted !== undefined && this.loaded === undefined;
  }

  /** @param source  undefined when the law has a name and nothing is to be loaded */
  load(source: DataSource | undefined): void {
    this.hostDisconnected();
    this.loaded = undefined;
    this.wanted = source;
    this.problems.clear('data');
    this.hostConnected();
  }

  hostConnected(): void {
    // On a server the figure stays as it is while the data is on its way: it is drawn in the page.
    if (isServer || !this.wanted || this.loaded || this.loading) return;
    const loading = (this.loading = new AbortController());
    const settle = (act: () => void): void => {
      if (loading.signal.aborted) return;
      this.loading = undefined;
      act();
      this.host.requestUpdate();
    };
    loadLaw(this.wanted, document.baseURI, loading.signal).then(
      (loaded) => settle(() => (this.loaded = loaded)),
      (error: unknown) => settle(() => this.problems.report(problemOf(error, 'data', 'src'))),
    );
  }

  hostDisconnected(): void {
    this.loading?.abort();
    this.loading = undefined;
  }
}
