import { inEnglish } from '../../words/index.ts';
import { PARAMETER_SENTENCES, type ParameterSaying } from './sentences.ts';

/** A parameter that cannot be used. The message is a sentence: what was given, and what would be right. */
export class ParameterError extends RangeError {
  override readonly name = 'ParameterError';
  /** The attribute that an author would change. */
  readonly attribute: string;
  /** The same as data: a page says it in its own language. */
  readonly saying: ParameterSaying;

  constructor(attribute: string, saying: ParameterSaying) {
    super(inEnglish(PARAMETER_SENTENCES, saying));
    this.attribute = attribute;
    this.saying = saying;
  }
}
