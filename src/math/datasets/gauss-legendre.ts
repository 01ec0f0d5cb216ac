/** Nodes in (0, 1) and weights (sum 1) of Gauss-Legendre quadrature with `count` points, by Newton's method (Press et al., section 4.6). */
export function gaussLegendre(count: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let z = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let round = 0; round < 100; round++) {
      let value = 1;
      let before = 0;
      for (let n = 1; n <= count; n++) {
        const next = ((2 * n - 1) * z * value - (n - 1) * before) / n;
        before = value;
        value = next;
      }
      slope = (count * (z * value - before)) / (z * z - 1);
      const correction = value / slope;
      z -= correction;
      if (Math.abs(correction) < 1e-15) break;
    }
    nodes[i] = (1 - z) / 2;
    weights[i] = 1 / ((1 - z * z) * slope * slope);
  }
  return { nodes, weights };
}
