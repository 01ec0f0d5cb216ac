/**
 * Up in a straight line over the first `warmup` steps, then a cosine from `peak` to zero at step `steps`: large steps find
 * the field, small ones settle on it.
 */
export function learningRateAt(step: number, { peak, warmup, steps }: { peak: number; warmup: number; steps: number }): number {
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const share = (Math.min(step, steps) - warmup) / (steps - warmup);
  return 0.5 * peak * (1 + Math.cos(Math.PI * share));
}
