import type { FigureSettings } from '../../src/figures/index.ts';
import { FITTED, rows, type ModelName } from '../../src/streams/index.ts';
import { atCheckpoint, type Checkpoint } from './checkpoint.ts';

/** Whose law a figure shows. */
export const GENERATOR = rows.form<string>('generator', 'whose law is shown: `flow`, where the flow’s field leads; `ppca N`, probabilistic PCA of N axes, and `gmm N`, N Gaussians by expectation maximisation, both fitted to draws of the data; `law`, the law of the data itself, which under `guidance` is the tilted law `p(x)^(1-w) p(x|c)^w`. Tells how near it comes to the data', {
  default: 'flow', forms: ['flow', 'ppca', 'ppca N', 'gmm N', 'law'], ranges: { 'ppca N': FITTED.ppca, 'gmm N': FITTED.gmm }, accepts: (word) => word === 'flow' || generatorOf(word) !== undefined,
});

/** The model of a generator; undefined for what is none. */
function generatorOf(word: string): ModelName | undefined {
  const [, kind, digits] = /^(ppca|gmm|law)(?:[ -](\d{1,2}))?$/.exec(word) ?? [];
  const components = Number(digits ?? (kind === 'ppca' ? 1 : 0));
  if (kind === undefined) return undefined;
  if (kind === 'law') return digits === undefined ? 'law' : undefined;
  const fitted = kind as keyof typeof FITTED;
  return components >= FITTED[fitted].low && components <= FITTED[fitted].high ? `${fitted}-${components}` : undefined;
}

/**
 * Settings of a figure with the model of a generator in the place of the flow's; as they are for none, and for the flow itself, which may be that of a
 * checkpoint.
 */
export function generated(settings: FigureSettings, { generator, checkpoint }: { readonly generator?: string; readonly checkpoint?: Checkpoint }): FigureSettings {
  const model = generator === undefined ? undefined : generatorOf(generator);
  return model ? { ...settings, models: [model] } : atCheckpoint(settings, checkpoint);
}
