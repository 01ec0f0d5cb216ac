import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { windowOf } from '../../src/scene/index.ts';
import { svgElement } from './svg-element.ts';

/**
 * On paper a figure is its vector picture: sharp at any size, its text still text. It is put in the place of the canvas while the page is
 * printed, in one go, since a browser waits for nothing.
 */
export class PrintController implements ReactiveController {
  private readonly host: HTMLElement & ReactiveControllerHost;
  private readonly toSvg: () => string | undefined;
  private still: Element | undefined;
  private view: Window | undefined;

  constructor(host: HTMLElement & ReactiveControllerHost, toSvg: () => string | undefined) {
    this.host = host;
    this.toSvg = toSvg;
    host.addController(this);
  }

  hostConnected(): void {
    this.view = windowOf(this.host);
    this.view.addEventListener('beforeprint', this.show);
    this.view.addEventListener('afterprint', this.hide);
  }

  hostDisconnected(): void {
    this.view?.removeEventListener('beforeprint', this.show);
    this.view?.removeEventListener('afterprint', this.hide);
    this.hide();
  }

  private readonly show = (): void => {
    const surface = this.printed;
    const svg = surface && !this.still ? this.toSvg() : undefined;
    if (!surface || svg === undefined) return;
    const still = svgElement(svg);
    still.classList.add('on-paper');
    surface.append((this.still = still));
    surface.classList.add('printed');
  };

  private readonly hide = (): void => {
    this.still?.remove();
    this.still = undefined;
    this.printed?.classList.remove('printed');
  };

  /** Where the picture stands, or several in its place. */
  private get printed(): Element | null | undefined {
    return this.host.shadowRoot?.querySelector('.panels') ?? this.host.shadowRoot?.querySelector('.surface');
  }
}
