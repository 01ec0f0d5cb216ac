/** Input that cannot become points. The message is a sentence for the page's author: what was found, and what would be right. */
export class DataError extends Error {
  override readonly name = 'DataError';
  /** The attribute that the author would change. */
  readonly attribute: 'src' | 'columns' | 'target';

  constructor(attribute: DataError['attribute'], message: string) {
    super(message);
    this.attribute = attribute;
  }
}
