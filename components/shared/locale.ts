import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { loadWords, wordsFor, type Words } from '../locales/index.ts';

/** The element above, also where a shadow root lies between. */
function above(node: Element): Element | null {
  const parent = node.assignedSlot ?? node.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/**
 * The language of the nearest `lang` at or above an element, through shadow roots, as `Intl` takes it; undefined where there is none, or
 * none that is a language tag: numbers are then as the browser writes them, and words English.
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

/** Keeps an element's language while any `lang` above it may change. */
export class LocaleController implements ReactiveController {
  /** A language tag, or undefined for the browser's own. */
  locale: string | undefined;
  words: Words = wordsFor(undefined)!;
  /**
   * Whether the words are those of the element's language: false while its first ones are on their way, and on a server, which does not know the
   * page. Later ones leave the old until they are here.
   */
  isReady = !isServer;
  private readonly host: HTMLElement & ReactiveControllerHost;
  private readonly changed: () => void;
  private observer: MutationObserver | undefined;
  /** Null before the first look. */
  private wanted: string | undefined | null = null;
  private waiting: (() => void)[] = [];

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

  /** The host stands below other elements. */
  moved(): void {
    this.hostConnected();
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.observer = undefined;
  }

  /** Now, or as soon as the element has the words of its language. */
  whenReady(act: () => void): void {
    if (this.isReady) act();
    else this.waiting.push(act);
  }

  private read(): void {
    const locale = localeOf(this.host);
    if (locale === this.wanted) return;
    if (this.wanted === null) this.isReady = false;
    this.wanted = locale;
    const words = wordsFor(locale);
    if (words) return this.take(locale, words);
    void loadWords(locale).then((loaded) => {
      if (locale === this.wanted) this.take(locale, loaded);
    });
  }

  private take(locale: string | undefined, words: Words): void {
    this.locale = locale;
    this.words = words;
    this.isReady = true;
    this.changed();
    for (const act of this.waiting.splice(0)) act();
  }
}
