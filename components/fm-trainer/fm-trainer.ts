import { define } from '../shared/define.ts';
import { FmTrainer } from './trainer.element.ts';

define('fm-trainer', FmTrainer);

declare global {
  interface HTMLElementTagNameMap {
    'fm-trainer': FmTrainer;
  }
}
