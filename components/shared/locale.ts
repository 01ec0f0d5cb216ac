import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The element above, also where a shadow root lies between. */
function above(node: Element): Element | null {
  const parent = node.assignedSlot ?? node.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/**
 * The language of the nearest `lang` at or above an element, through shadow roots, as `Intl` takes it; undefined where there is none, or
 * none that is a language tag: numbers are then as the browser writes them.
 */
export function localeOf(element: Element): string | undefined {
  for (let node: Element | null = element; node; node = above(node)) {
    const tag = node.getAttribute('lang');
    if (tag !== null) return canonical(tag);
  }
  return undefined;
}

/** @param tag  as pages write it: with an underscore too, or anything else */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Keeps an element's locale while any `lang` above it may change. */
export class LocaleController implements ReactiveController {
  /** A language tag, or undefined for the browser's own. */
  locale: string | undefined;
  private readonly host: HTMLElement & ReactiveControllerHost;
  private readonly changed: () => void;
  private observer: MutationObserver | undefined;

  /** @param changed  called when the locale has become another */
  constructor(host: HTMLElement & ReactiveControllerHost, changed: () => void) {
    this.host = host;
    this.changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.hostDisconnected();
    this.observer = new MutationObserver(() => this.read());
    for (let root = this.host.getRootNode(); ; root = root.host.getRootNode()) {
      this.observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['lang'] });
      if (!(root instanceof ShadowRoot)) break;
    }
    this.read();
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.observer = undefined;
  }

  private read(): void {
    const locale = localeOf(this.host);
    if (locale === this.locale) return;
    this.locale = locale;
    this.changed();
  }
}
