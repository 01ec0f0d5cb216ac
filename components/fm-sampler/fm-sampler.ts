import { define } from '../shared/define.ts';
import { FmSampler } from './sampler.element.ts';

define('fm-sampler', FmSampler);

declare global {
  interface HTMLElementTagNameMap {
    'fm-sampler': FmSampler;
  }
}
