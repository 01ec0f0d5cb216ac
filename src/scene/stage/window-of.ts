/**
 * The window in which an element stands: another than the script's own once it was moved into a frame or a second window.
 * A document without a window has none to ask; there is nothing to be seen in it either.
 */
export const windowOf = (element: Element): Window & typeof globalThis => element.ownerDocument.defaultView ?? window;
