import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** Values by the name of their attribute, as a story holds them. */
export type Attributes = Readonly<Record<string, Value>>;
type Value = string | number | boolean | readonly string[] | null | undefined;

/** Writes a story's values as an author writes them in HTML: a list as its words, true as an attribute without a value; what is no longer there is removed. */
class SetAttributes extends Directive {
  private names: readonly string[] = [];

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('attributes() stands in the tag of an element.');
  }

  override update({ element }: ElementPart, [given]: [Attributes]): void {
    for (const name of new Set([...this.names, ...Object.keys(given)])) {
      const text = written(given[name]);
      if (text === undefined) element.removeAttribute(name);
      else if (text !== element.getAttribute(name)) element.setAttribute(name, text);
    }
    this.names = Object.keys(given);
  }

  override render(_given: Attributes): undefined {}
}

function written(value: Value): string | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined;
  return value === true ? '' : typeof value === 'object' ? value.join(' ') : String(value);
}

export const attributes = directive(SetAttributes);
