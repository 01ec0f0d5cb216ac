import { expect, test } from 'vitest';
import { LossCurve } from '../../src/streams/loss-curve.ts';

test('a short curve is kept as it is', () => {
  const curve = new LossCurve();
  curve.append(Float64Array.of(1, 0.5, 2, 0.25));
  expect([...curve.toArray()]).toEqual([1, 0.5, 2, 0.25]);
});

test('a long curve stays small, keeps its mean and its steps in order', () => {
  const curve = new LossCurve();
  const steps = 65_536;
  for (let s = 0; s < steps; s += 64) {
    curve.append(Float64Array.from({ length: 128 }, (_, i) => (i % 2 ? Math.sin(s + (i - 1) / 2 + 1) + 2 : s + i / 2 + 1)));
  }
  const kept = curve.toArray();
  expect(kept.length).toBeLessThanOrEqual(2048);
  expect(kept.length).toBeGreaterThanOrEqual(1024);
  let mean = 0;
  for (let i = 0; i < kept.length; i += 2) {
    mean += kept[i + 1] / (kept.length / 2);
    if (i) expect(kept[i]).toBeGreaterThan(kept[i - 2]);
  }
  expect(mean).toBeCloseTo(2, 3);
});
