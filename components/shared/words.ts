import type { Dataset } from '../../src/math/index.ts';

/** What a law is called in a sentence. */
export function nameOf(law: string | Dataset): string {
  return typeof law === 'string' ? law : law.name;
}
