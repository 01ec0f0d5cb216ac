import { project } from '../cameras/camera.ts';
import type { Camera } from '../cameras/camera.ts';
import type { Palette } from '../colors.ts';
import { mathFonts } from '../formula.ts';
import type { Formula } from '../formula.ts';
import type { LabelMark, Mark } from '../marks.ts';

const MATHML = 'http://www.w3.org/1998/Math/MathML';
const TAGS = { variable: 'mi', number: 'mn', operator: 'mo', text: 'mtext' } as const;
const SHIFT = { left: '0%', center: '-50%', right: '-100%', top: '0%', middle: '-50%', bottom: '-100%' } as const;

interface Placed {
  readonly element: HTMLElement;
  words: string;
  where: string;
}

/** Mathematics over the picture, as MathML that the page's own fonts set; only what changes is touched. */
export class LabelLayer {
  private readonly host: HTMLElement;
  private readonly placed = new Map<string, Placed>();
  private readonly at = new Float64Array(3);

  constructor(host: HTMLElement) {
    this.host = host;
  }

  update(marks: readonly Mark[], camera: Camera, palette: Palette): void {
    const seen = new Set<string>();
    for (const mark of marks) {
      if (mark.kind !== 'label' || !project(camera, mark.at[0], mark.at[1], mark.at[2], this.at)) continue;
      seen.add(mark.key);
      this.place(mark, palette.css(mark.color));
    }
    for (const [key, { element }] of this.placed) {
      if (seen.has(key)) continue;
      element.remove();
      this.placed.delete(key);
    }
  }

  clear(): void {
    for (const { element } of this.placed.values()) element.remove();
    this.placed.clear();
  }

  private place({ key, formula, offsetPx, align, baseline }: LabelMark, color: string): void {
    const label = this.placed.get(key) ?? this.add(key);
    const words = formula.map(({ text, subscript }) => text + (subscript ? `_${subscript.text}` : '')).join(' ');
    if (words !== label.words) {
      label.words = words;
      label.element.replaceChildren(toMathML(formula, this.host.ownerDocument));
    }
    const [x, y] = [this.at[0] + offsetPx[0], this.at[1] + offsetPx[1]];
    const where = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(${SHIFT[align]}, ${SHIFT[baseline]})`;
    if (where !== label.where) label.element.style.transform = label.where = where;
    if (label.element.style.color !== color) label.element.style.color = color;
  }

  private add(key: string): Placed {
    const element = this.host.ownerDocument.createElement('span');
    const { style } = element;
    style.position = 'absolute';
    style.left = style.top = '0';
    style.whiteSpace = 'nowrap';
    style.pointerEvents = 'none';
    style.lineHeight = '1.2';
    const label = { element, words: '', where: '' };
    this.host.append(element);
    this.placed.set(key, label);
    return label;
  }
}

export function toMathML(formula: Formula, document: Document): Element {
  const create = (tag: string, text = '') => {
    const element = document.createElementNS(MATHML, tag);
    element.textContent = text;
    return element;
  };
  const math = create('math');
  math.style.fontFamily = mathFonts;
  const row = create('mrow');
  for (const part of formula) {
    const body = create(TAGS[part.kind], part.text);
    if (part.subscript) {
      const pair = create('msub');
      pair.append(body, create(TAGS[part.subscript.kind], part.subscript.text));
      row.append(pair);
    } else row.append(body);
  }
  math.append(row);
  return math;
}
