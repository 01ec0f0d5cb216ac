import type { ReferenceEngine } from './choose-engine.ts';
import { bestBackend } from './engine.ts';
import { TfjsEngine } from './tfjs-engine.ts';

/** Training differentiated by tfjs, on its fastest backend here. */
export const referenceEngine: ReferenceEngine = async () => {
  const backend = await bestBackend();
  return (initial, settings) => new TfjsEngine(initial, backend, settings);
};
