/** What every Vite in this repository (tests, Storybook, build) agrees on. */
import { fileURLToPath } from 'node:url';

const fromRoot = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The package's public entries, by name, at their sources: stories and tests import what a user would. */
export const publicEntries = [
  { find: /^fm-elements$/, replacement: fromRoot('components/fm-elements.ts') },
  { find: /^fm-elements\/field$/, replacement: fromRoot('components/fm-field/fm-field.ts') },
  { find: /^fm-elements\/trainer$/, replacement: fromRoot('components/fm-trainer/fm-trainer.ts') },
  { find: /^fm-elements\/sampler$/, replacement: fromRoot('components/fm-sampler/fm-sampler.ts') },
  { find: /^fm-elements\/classes$/, replacement: fromRoot('components/classes.ts') },
  { find: /^fm-elements\/(streams|figures|math|worker)$/, replacement: `${fromRoot('src')}/$1/index.ts` },
];

/** Lit's decorators need the legacy lowering; without it the built file keeps `@property` and no browser parses it. */
export const decorators = { decorator: { legacy: true } };
