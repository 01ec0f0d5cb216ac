import type { Flow, Laws } from '../../src/streams/index.ts';
import type { Given } from '../shared/compared.ts';

/** Variants by their flow and changes: one that is asked for again, because the figure is shown otherwise, is the same, with what its network has learned. */
const known = new WeakMap<Flow, Map<string, Flow>>();

/** @throws ParameterError for changes that do not go with the flow's parameters */
function variantOf(flow: Flow, changes: Given): Flow {
  if (Object.keys(changes).length === 0) return flow;
  const variants = known.get(flow) ?? new Map<string, Flow>();
  known.set(flow, variants);
  const key = JSON.stringify(changes);
  const variant = variants.get(key) ?? flow.variant(changes);
  variants.set(key, variant);
  return variant;
}

export interface VariantListener {
  /** Of the variant by now; called again for other laws. */
  onLaws(flow: Flow, laws: Laws): void;
  /** The changes do not go with the parameters that the flow has now. */
  onRefused(error: unknown): void;
}

/**
 * Follow the laws of a flow's variant. Where it is refused, it is asked for again with the flow's next parameters.
 *
 * @returns ends it
 */
export function followVariant(flow: Flow, changes: Given, { onLaws, onRefused }: VariantListener): () => void {
  let end = (): void => undefined;
  let isRefused = true;
  const refuse = (error: unknown): void => {
    isRefused = true;
    onRefused(error);
  };
  // The first comes at once.
  const parameters = flow.parameters$.subscribe(() => {
    if (!isRefused) return;
    isRefused = false;
    end();
    try {
      const variant = variantOf(flow, changes);
      const laws = variant.laws$.subscribe({ next: (latest) => onLaws(variant, latest), error: refuse });
      end = () => laws.unsubscribe();
    } catch (error) {
      refuse(error);
    }
  });
  return () => {
    parameters.unsubscribe();
    end();
  };
}
