import type { Layer } from '../src/figures/index.ts';

/** Larger than any dot of a layer of ours. */
export const RING_PX = 33;

/** A layer of a page's own: one large dot beside the middle of the plane. */
export const ring: Layer = {
  name: 'ring',
  suits: ({ dimension }) => dimension === 2,
  ask: (flow, { cloud }) => flow.cloud({ ...cloud, model: 'exact' }),
  make: ({ view }) => {
    const positions = new Float32Array(3);
    return {
      take: () => undefined,
      update: (t) => view.place([1, 0], 1, t, positions),
      parts: [{ kind: 'probe', mark: { kind: 'points', count: 1, positions, radiusPx: RING_PX, color: 'ink', opacity: 0.5, version: 0 } }],
    };
  },
};
