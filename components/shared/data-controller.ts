import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { from, retry, timer, type Observable, type Subscription } from 'rxjs';
import { fetched, withCode } from '../../src/figures/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import type { Words } from '../locales/index.ts';
import type { DataSource, LoadedData } from './data-source.ts';
import { isLost, problemOf, type Problems } from './problem.ts';
import { AGAIN_MS, MOST_AGAIN } from './watch-pictures.ts';

/** What reads files, and tells of them, comes with the first of them. */
const READER = fetched(async () => (await import('./load-law.ts')).reader);

/** The author's own law, from a file or from words: loaded when it is named, left when the element leaves or another is named. */
export class DataController implements ReactiveController {
  /** Undefined while it is on its way, and when there is none. */
  loaded: LoadedData | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly problems: Problems;
  private wanted: DataSource | undefined;
  private loading: Subscription | undefined;

  constructor(host: ReactiveControllerHost, problems: Problems) {
    this.host = host;
    this.problems = problems;
    host.addController(this);
  }

  /** Whether one is named and not here yet. */
  get isWaiting(): boolean {
    return this.wanted !== undefined && this.loaded === undefined;
  }

  /** What is told of the author's file, while a flow shows it and nothing that its reader has brought. */
  told(flow: Flow | undefined, words: Words): string | undefined {
    const { loaded } = this;
    return flow && loaded && flow.parameters.target === loaded.dataset ? READER.now!.dataInWords(loaded, words, flow.parameters.dataCount) : undefined;
  }

  /** @param source  undefined when the law has a name and nothing is to be loaded */
  load(source: DataSource | undefined): void {
    this.hostDisconnected();
    this.loaded = undefined;
    this.wanted = source;
    this.problems.clear('data');
    this.problems.clear('code-load');
    this.hostConnected();
  }

  hostConnected(): void {
    // On a server the figure stays as it is while the data is on its way: it is drawn in the page.
    const { wanted } = this;
    if (isServer || !wanted || this.loaded || this.loading) return;
    const left = new AbortController();
    const settle = (act: () => void): void => {
      this.loading = undefined;
      act();
      this.host.requestUpdate();
    };
    const askAgain = (error: unknown): Observable<unknown> => {
      if (!isLost(error)) throw error;
      this.report(error);
      return timer(AGAIN_MS);
    };
    this.loading = withCode([{ name: 'data', code: READER }], () => from(READER.now!.loadLaw(wanted, document.baseURI, left.signal))).pipe(
      retry({ count: MOST_AGAIN, delay: askAgain }),
    ).subscribe({
      next: (loaded) => settle(() => {
        this.problems.clear('code-load');
        this.loaded = loaded;
      }),
      error: (error: unknown) => settle(() => this.report(error)),
    });
    this.loading.add(() => left.abort());
  }

  /** The code that reads is at fault, or what the author has named. */
  private report(error: unknown): void {
    this.problems.report(isLost(error) ? problemOf(error, 'code-load') : problemOf(error, 'data', 'src'));
  }

  hostDisconnected(): void {
    this.loading?.unsubscribe();
    this.loading = undefined;
  }
}
