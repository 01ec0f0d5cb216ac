import type { Points } from '../../math/index.ts';
import type { Ink } from '../colors.ts';
import type { PointsMark } from '../marks.ts';

/** Dots of this radius would cover this part of the distance between neighbours, were they spread evenly. */
const RADIUS_PART = 0.12;
const RADIUS_PX = { min: 1.4, max: 2.7 };

/** How large the dots of a cloud are where they have so much room. */
export const dotRadiusPx = (areaPx: number, count: number): number =>
  Math.min(RADIUS_PX.max, Math.max(RADIUS_PX.min, RADIUS_PART * Math.sqrt(areaPx / Math.max(1, count))));

/** Points of the plane that stay where they are, as dots on z = 0. */
export function stillCloud(points: Points, color: Ink, radiusPx: number, opacity: number): PointsMark {
  const positions = new Float32Array(points.count * 3);
  for (let i = 0; i < points.count; i++) {
    positions[3 * i] = points.coordinates[2 * i];
    positions[3 * i + 1] = points.coordinates[2 * i + 1];
  }
  return { kind: 'points', count: points.count, positions, radiusPx, color, opacity, clipped: true, version: 0 };
}
