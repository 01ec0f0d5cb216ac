import { define } from '../shared/define.ts';
import { startEarly } from '../shared/early-worker.ts';
import { FmSampler } from './sampler.element.ts';

startEarly('fm-sampler:not([from])');
define('fm-sampler', FmSampler);

declare global {
  interface HTMLElementTagNameMap {
    'fm-sampler': FmSampler;
  }
}
