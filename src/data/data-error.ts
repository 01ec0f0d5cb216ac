import { inEnglish } from '../words/index.ts';
import { DATA_SENTENCES, type DataSaying } from './sentences.ts';

/** Input that cannot become points. The message is a sentence for the page's author: what was found, and what would be right. */
export class DataError extends Error {
  override readonly name = 'DataError';
  /** The attribute that the author would change. */
  readonly attribute: 'src' | 'columns' | 'condition-column' | 'target' | 'codec' | 'tile' | 'tile-classes';
  /** The same as data: a page says it in its own language. */
  readonly saying: DataSaying;

  constructor(attribute: DataError['attribute'], saying: DataSaying) {
    super(inEnglish(DATA_SENTENCES, saying));
    this.attribute = attribute;
    this.saying = saying;
  }
}
