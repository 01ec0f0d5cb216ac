import { Subject, Subscription, type Observable } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';
import type { ProblemSaying } from '../locales/index.ts';

/** What one element offers to those that name it in `from`. */
export interface FlowOwner {
  /** State: the element's flow, or undefined while it has none (data on its way, or wrong). */
  readonly flow$: Observable<Flow | undefined>;
}

export interface LinkListener {
  /** The flow that is followed, or undefined when it goes away. */
  onFlow(flow: Flow | undefined): void;
  /** What is wrong with the link once the page is complete, or undefined when it is right; again after each change. */
  onVerdict(saying: ProblemSaying | undefined): void;
}

/** A script may add the element that is named a little after the one that names it. */
const LATEST_MS = 300;

/** Whom each element follows. */
const followed = new WeakMap<Element, Element>();
/** Some element follows another than before. */
const changes$ = new Subject<void>();

const isFlowOwner = (element: Element | null): element is Element & FlowOwner => element !== null && 'flow$' in element;

/**
 * Follow the flow of the element that `selector` names, anywhere in the same document or shadow root and in any
 * order: it may come later in the page, be defined later, be replaced, or lose its id to another.
 *
 * @param host  the follower
 * @returns ends the search and the link
 */
export function linkFlow(host: Element, selector: string, { onFlow, onVerdict }: LinkListener): Subscription {
  const root = host.getRootNode() as Document | ShadowRoot;
  const page = host.ownerDocument;
  const link = new Subscription();
  let current: Element | null | undefined;
  let flows: Subscription | undefined;
  let awaited: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const find = (): Element | null => {
    try {
      return root.querySelector(selector);
    } catch {
      return null;
    }
  };
  const search = (): void => {
    if (link.closed) return;
    const found = find();
    const owner = isFlowOwner(found) ? found : undefined;
    if (found && !owner && found.localName.includes('-') && found.localName !== awaited) {
      awaited = found.localName;
      void customElements.whenDefined(awaited).then(search);
    }
    if (found === current && owner === followed.get(host)) return;
    current = found;
    flows?.unsubscribe();
    if (owner) followed.set(host, owner);
    else followed.delete(host);
    flows = owner?.flow$.subscribe(onFlow);
    if (!owner) onFlow(undefined);
    changes$.next();
  };
  const judge = (): void => {
    const found = find();
    if (isFlowOwner(found)) onVerdict(isInCircle(host) ? { key: 'fromCircle', selector } : undefined);
    else if (found?.localName.startsWith('fm-')) onVerdict(undefined);
    else onVerdict(found ? { key: 'fromOther', selector, tag: found.localName } : { key: 'fromNothing', selector });
  };
  const judgeSoon = (): void => {
    clearTimeout(timer);
    if (page.readyState === 'complete') timer = setTimeout(judge, LATEST_MS);
  };

  const observer = new MutationObserver(search);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] });
  // The window's own load event comes right after this one.
  page.addEventListener('readystatechange', judgeSoon);
  link.add(changes$.subscribe(judgeSoon));
  link.add(() => {
    observer.disconnect();
    page.removeEventListener('readystatechange', judgeSoon);
    clearTimeout(timer);
    flows?.unsubscribe();
    followed.delete(host);
    changes$.next();
  });
  search();
  judgeSoon();
  return link;
}

/** Whether whoever follows, and is followed in turn, comes to an element for the second time. */
function isInCircle(host: Element): boolean {
  const passed = new Set<Element>();
  for (let element: Element | undefined = host; element; element = followed.get(element)) {
    if (passed.has(element)) return true;
    passed.add(element);
  }
  return false;
}
