/** A cosine from `peak` at step 0 to zero at step `steps`: large steps find the field, small ones settle on it. */
export function cosineDecay(peak: number, step: number, steps: number): number {
  return 0.5 * peak * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps));
}
