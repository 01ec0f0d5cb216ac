import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { of, type Subscription } from 'rxjs';
import { withCode } from '../../src/figures/index.ts';
import type { OwnDataController, OwnDataHost } from '../own-data/index.ts';
import { OWN_DATA } from './later-code.ts';
import { problemOf, type Problems } from './problem.ts';
import { askedAgain } from './watch-pictures.ts';

/** The reader's own data, on an element that takes them: all about it comes with the first one that does. */
export class OwnDataLater {
  private readonly element: HTMLElement & ReactiveControllerHost & Problems;
  private readonly host: OwnDataHost;
  private loading: Subscription | undefined;
  private controller: OwnDataController | undefined;

  constructor(element: HTMLElement & ReactiveControllerHost & Problems, host: OwnDataHost) {
    this.element = element;
    this.host = host;
  }

  /** After each update of the element. */
  update(): void {
    const { element, host } = this;
    if (!host.ways() || this.loading) return;
    const code$ = withCode([{ name: 'own-data', code: OWN_DATA }], () => of(OWN_DATA.now!));
    this.loading = askedAgain(code$, host.seen$, (error) => element.report(problemOf(error, 'code-load', 'own-data'))).subscribe(({ OwnDataController }) => {
      element.clear('code-load');
      this.controller = new OwnDataController(element, host);
    });
  }

  render(): TemplateResult | typeof nothing {
    return this.controller?.render() ?? nothing;
  }
}
