import { LitElement, type PropertyValues } from 'lit';
import { adoptStylesOf } from './adopt-styles.ts';
import { warnOfMistyped } from './mistyped.ts';
import { inPieces } from './pieces.ts';

/**
 * An element that can tell a move in the page from coming and leaving: the platform calls both the same. One that is taken out and put
 * back within one task has been moved, and nothing of it ends.
 */
export abstract class PlacedElement extends LitElement {
  /** Between coming into a page and leaving it. */
  private isPlaced = false;
  /** Between `enter` and `leave`. */
  private isOpen = false;
  /** Moved before `enter`. */
  private wasMoved = false;

  /** The element is in a page and has been rendered. */
  protected abstract enter(): void;
  /** It has left: whatever `enter` began ends. */
  protected abstract leave(): void;
  /** It stands elsewhere in the same document, and goes on. */
  protected abstract moved(): void;

  override connectedCallback(): void {
    if (this.isPlaced) {
      this.tellMoved();
      return;
    }
    this.isPlaced = true;
    super.connectedCallback();
    if (this.hasUpdated) this.open();
  }

  override disconnectedCallback(): void {
    queueMicrotask(() => !this.isConnected && this.goAway());
  }

  /** By its presence `moveBefore` moves the element without taking it out. */
  connectedMoveCallback(): void {
    this.tellMoved();
  }

  /** Observers and style sheets belong to one document. */
  adoptedCallback(): void {
    this.goAway();
    if (this.shadowRoot) adoptStylesOf(this.shadowRoot, (this.constructor as typeof LitElement).elementStyles);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRootOptions, elementStyles } = this.constructor as typeof LitElement;
    // As Lit does it, which would adopt the styles in any document.
    // eslint-disable-next-line wc/attach-shadow-constructor
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    // What a server has rendered gives way: the page draws its own, and lit would put that beside it.
    root.replaceChildren();
    adoptStylesOf(root, elementStyles);
    this.renderOptions.renderBefore ??= root.firstChild;
    return root;
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.hasUpdated ? super.scheduleUpdate() : inPieces(() => void super.scheduleUpdate());
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    warnOfMistyped(this);
    // After this update: what the streams hold already would otherwise ask for another in the middle of it.
    void this.updateComplete.then(() => inPieces(() => this.open()));
  }

  private open(): void {
    if (!this.isPlaced || this.isOpen) return;
    this.isOpen = true;
    this.enter();
    if (this.wasMoved) this.tellMoved();
  }

  private tellMoved(): void {
    this.wasMoved = !this.isOpen;
    if (this.isOpen) this.moved();
  }

  private goAway(): void {
    if (!this.isPlaced) return;
    this.isPlaced = false;
    super.disconnectedCallback();
    if (this.isOpen) this.leave();
    this.isOpen = false;
  }
}
