import { Subscription } from 'rxjs';
import type { OwnWay } from './words.ts';

/** What is done with what the reader lets go over a figure, or pastes into it. */
export interface Taker {
  /** Something is held over the figure, or no longer. */
  hold(isHeldOver: boolean): void;
  files(files: readonly File[]): void;
  text(text: string): void;
}

/** A field of the figure's own takes text by itself; a file it would not take, but leave the page for. */
const isOfField = (event: Event): boolean => {
  const [origin] = event.composedPath();
  return (origin as Partial<Element>).matches?.('textarea, input:not([type="range"])') === true;
};
const hasFiles = ({ types }: DataTransfer): boolean => types.includes('Files');
/** A spreadsheet gives a picture of its cells beside their text. */
const isTextAbove = (given: DataTransfer): boolean => given.types.includes('text/html') && given.getData('text/plain').trim() !== '';

/**
 * Take files and text that are dropped on a figure, and those that are pasted while it has the focus.
 *
 * @param frame  shows that the figure would take what is held over it
 */
export function takeDrops(host: HTMLElement, frame: Element, ways: readonly OwnWay[], taker: Taker): Subscription {
  const controller = new AbortController();
  const { signal } = controller;
  const hold = (isHeldOver: boolean): void => {
    const wasHeldOver = frame.classList.contains('dropping');
    frame.classList.toggle('dropping', isHeldOver);
    if (isHeldOver !== wasHeldOver) taker.hold(isHeldOver);
  };
  const takes = (given: DataTransfer): boolean => (hasFiles(given) && ways.includes('file')) || (given.types.includes('text/plain') && ways.includes('paste'));
  /** Whether what is held over a field is for the field. */
  const isForField = (event: Event, given: DataTransfer): boolean => isOfField(event) && !hasFiles(given);
  const take = (given: DataTransfer): void => {
    const files = [...given.files];
    if (files.length > 0 && ways.includes('file') && !(ways.includes('paste') && isTextAbove(given))) taker.files(files);
    else if (ways.includes('paste')) taker.text(given.getData('text/plain'));
  };

  host.addEventListener('dragover', (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer) return;
    const isTaken = takes(dataTransfer) && !isForField(event, dataTransfer);
    hold(isTaken);
    if (!isTaken && (!isOfField(event) || !hasFiles(dataTransfer))) return;
    event.preventDefault();
    dataTransfer.dropEffect = isTaken ? 'copy' : 'none';
  }, { signal });
  host.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!host.contains(relatedTarget as Node | null)) hold(false);
  }, { signal });
  host.addEventListener('drop', (event) => {
    hold(false);
    const { dataTransfer } = event;
    if (!dataTransfer || isForField(event, dataTransfer) || !takes(dataTransfer)) return;
    event.preventDefault();
    take(dataTransfer);
  }, { signal });
  // Firefox tells a figure whose focus is on no field nothing of it, but the page's body.
  host.ownerDocument.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    if (!clipboardData || !host.shadowRoot!.activeElement || (isOfField(event) && (!hasFiles(clipboardData) || clipboardData.getData('text/plain') !== ''))) return;
    event.preventDefault();
    take(clipboardData);
  }, { signal });
  // A click on the picture gives the figure the focus, and with it what is pasted then.
  frame.setAttribute('tabindex', '-1');
  return new Subscription(() => {
    controller.abort();
    frame.removeAttribute('tabindex');
    frame.classList.remove('dropping');
  });
}
