import type { Dataset } from '../../src/math/index.ts';
import { shorten } from './kinds.ts';

/** What a law is called in a sentence. */
export function nameOf(law: string | Dataset): string {
  return shorten(typeof law === 'string' ? law : law.name);
}
