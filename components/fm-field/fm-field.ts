import { define } from '../shared/define.ts';
import { startEarly } from '../shared/early-worker.ts';
import { FmField } from './field.element.ts';

startEarly('fm-field:not([from], [field="learned"])');
define('fm-field', FmField);

declare global {
  interface HTMLElementTagNameMap {
    'fm-field': FmField;
  }
}
