const SVG = 'http://www.w3.org/2000/svg';
const PART = /<\/?(?<tag>\w+)(?<attributes>[^<>]*?)(?<end>\/?)>|(?<text>[^<]+)/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

const plain = (text: string): string => text.replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]);

/**
 * A vector picture as an element. Made part by part and not by the browser's parser, which pages with Trusted Types forbid.
 *
 * @param svg  as `toSvg` writes it: one element, attributes in double quotes, `<`, `>`, `"` and `&` as entities, no comments
 */
export function svgElement(svg: string): Element {
  const root = document.createElementNS(SVG, 'g');
  const open: Element[] = [root];
  for (const { 0: whole, groups } of svg.matchAll(PART)) {
    const { tag, attributes, end, text } = groups!;
    const parent = open[open.length - 1];
    if (text !== undefined) parent.append(plain(text));
    else if (whole.startsWith('</')) open.pop();
    else {
      const element = document.createElementNS(SVG, tag);
      for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) if (name !== 'xmlns') element.setAttribute(name, plain(value));
      parent.append(element);
      if (!end) open.push(element);
    }
  }
  return root.firstElementChild!;
}
