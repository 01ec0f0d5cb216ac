import { html, nothing, render } from 'lit';
import { parseColor, windowOf } from '../../src/scene/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import type { Compared, Comparison } from '../shared/compared.ts';
import { inSentences } from '../shared/messages.ts';
import { SharedScale } from './arrow-scale.ts';
import type { Comparison as Asked } from './comparison-values.ts';
import { boxedColumns } from './columns.ts';
import { Panel } from './panel.ts';
import { columnsFor } from './styles.ts';
import { hexadecimal, svgSheet, type Sheet } from './svg-sheet.ts';
import { textLines } from './text-lines.ts';
import { comparisonWords } from './words.ts';

/** Variants as panels, one beside the other: they have one time, one view and one cross. */
export class SideBySide implements Comparison {
  readonly element: HTMLElement;
  private readonly asked: Asked;
  private readonly compared: Compared;
  private readonly panels: Panel[] = [];
  private readonly ends: (() => void)[];

  constructor(asked: Asked, flow: Flow, compared: Compared) {
    this.asked = asked;
    this.compared = compared;
    this.element = compared.root.ownerDocument.createElement('div');
    const columnsOf = columnsFor(asked.variants.length);
    this.element.className = columnsOf[1] > 2 ? 'panels many' : 'panels';
    this.element.setAttribute('part', 'panels');
    columnsOf.forEach((columns, k) => this.element.style.setProperty(['--_narrow', '--_wide', '--_widest'][k], String(columns)));
    this.render();
    const group = {};
    const arrowScale = new SharedScale();
    const surfaces = this.element.querySelectorAll('.surface');
    asked.variants.forEach((variant, i) => this.panels.push(new Panel(variant, flow, surfaces[i], compared, { group, arrowScale })));
    const time = flow.time$.subscribe((t) => {
      for (const { viewport } of this.panels) viewport.time = t;
    });
    const view = windowOf(compared.root.host);
    // Other columns may make it another size, which an observer must not hear of while it tells.
    const observer = new view.ResizeObserver(() => view.requestAnimationFrame(() => this.fit()));
    observer.observe(this.element);
    this.ends = [() => observer.disconnect(), () => time.unsubscribe(), ...this.panels.map((panel) => () => panel.end())];
    compared.viewport.show(null);
  }

  get isReplacing(): boolean {
    return this.panels.some(({ isAnswered }) => isAnswered);
  }

  update(isRight: boolean): void {
    const { theme } = this.compared.viewport;
    for (const { viewport } of this.panels) if (viewport.theme !== theme) viewport.theme = theme;
    this.element.hidden = !(isRight && this.isReplacing);
    this.render();
  }

  describe(t: number): string {
    return comparisonWords(this.compared.words()).picture(this.panels.map(({ name }) => name), t);
  }

  told(): string {
    return inSentences(...this.panels.flatMap(({ name, reading }) => (reading ? [name, reading] : [])));
  }

  /** As the panels stand on the screen, with all that is said of them; undefined before there is a picture. */
  toSvg(): string | undefined {
    const { element, compared: { viewport: { theme } } } = this;
    const box = element.getBoundingClientRect();
    const color = hexadecimal(theme.colors.ink, parseColor);
    const panels = [...element.querySelectorAll('.panel')];
    const pictures = this.panels.flatMap(({ viewport }, i): Sheet['pictures'] => {
      const svg = viewport.toSvg();
      const { left, top } = panels[i].querySelector('.surface')!.getBoundingClientRect();
      return svg === undefined ? [] : [{ svg, leftPx: left - box.left, topPx: top - box.top }];
    });
    // Hints are for hands.
    const texts = [...element.querySelectorAll('figcaption, .note:not(.hint), .waiting, [part=problem]')].flatMap((part) => textLines(part, box)).map((line) => ({ ...line, color }));
    if (pictures.length === 0) return undefined;
    return svgSheet({ widthPx: box.width, heightPx: box.height, fontFamily: theme.fontFamily, pictures, texts });
  }

  end(): void {
    for (const end of this.ends.splice(0)) end();
    this.element.remove();
  }

  /** In a box of fixed height there are the columns that make pictures largest. Whether there is one is seen by the columns of a free height. */
  private fit(): void {
    const { element } = this;
    element.classList.remove('boxed');
    const columns = boxedColumns(element);
    if (columns === undefined) return;
    element.classList.add('boxed');
    element.style.setProperty('--_columns', String(columns));
  }

  private render(): void {
    const { asked: { variants, named, most }, panels, compared, element } = this;
    const note = named > most ? html`<p class="note" part="note">${comparisonWords(compared.words()).more(named, most)}</p>` : nothing;
    render(html`${variants.map((_, i) => Panel.render(i, panels[i], compared))}${note}`, element, { creationScope: element.ownerDocument });
  }
}
