import { define } from '../shared/define.ts';
import { FmField } from './field.element.ts';

define('fm-field', FmField);

declare global {
  interface HTMLElementTagNameMap {
    'fm-field': FmField;
  }
}
