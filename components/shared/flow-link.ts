import type { Flow } from '../../src/streams/index.ts';
import type { Observable, Subscription } from 'rxjs';

/** What one element offers to those that name it in `from`. */
export interface FlowOwner {
  /** State: the element's flow, or undefined while it has none (data on its way, or wrong). */
  readonly flow$: Observable<Flow | undefined>;
}

/** A script may add the element that is named a little after the one that names it. */
const PATIENCE_MS = 300;

const isFlowOwner = (element: Element | null): element is Element & FlowOwner => element !== null && 'flow$' in element;

/**
 * Follow the flow of the element that `selector` names, anywhere in the same document or shadow root and in any
 * order: it may come later in the page, be defined later, be replaced.
 *
 * @param root  the document or shadow root in which the follower stands
 * @param onFlow  called with the flow, or undefined when it goes away
 * @param onMissing  called once when the page is complete and the element is not there, or is of another kind
 * @returns ends the search and the link
 */
export function linkFlow(root: Document | ShadowRoot, selector: string, onFlow: (flow: Flow | undefined) => void, onMissing: (message: string) => void): () => void {
  let owner: Element | undefined;
  let link: Subscription | undefined;
  let isEnded = false;

  const find = (): Element | null => {
    try {
      return root.querySelector(selector);
    } catch {
      return null;
    }
  };
  const search = (): void => {
    if (isEnded || owner?.isConnected) return;
    link?.unsubscribe();
    const found = find();
    owner = isFlowOwner(found) ? found : undefined;
    link = owner && (owner as Element & FlowOwner).flow$.subscribe(onFlow);
    if (!owner && link) onFlow(undefined);
    if (found && !owner && found.localName.includes('-')) void customElements.whenDefined(found.localName).then(search);
  };
  const complain = (): void => {
    if (isEnded || owner) return;
    const found = find();
    if (found?.localName.startsWith('fm-')) return;
    const what = found ? `"${selector}" is a <${found.localName}>` : `Nothing in the page matches "${selector}"`;
    onMissing(`${what}; from should name an fm element by its id, such as from="#my-trainer".`);
  };

  const observer = new MutationObserver(search);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] });
  search();
  let patience: ReturnType<typeof setTimeout> | undefined;
  const complainSoon = (): void => void (patience = setTimeout(complain, PATIENCE_MS));
  if (document.readyState === 'complete') complainSoon();
  else window.addEventListener('load', complainSoon, { once: true });

  return () => {
    isEnded = true;
    observer.disconnect();
    window.removeEventListener('load', complainSoon);
    clearTimeout(patience);
    link?.unsubscribe();
  };
}
