/** Packages without types of their own that the settings import. */
declare module 'eslint-plugin-lit-a11y' {
  import type { ESLint, Linter } from 'eslint';

  const plugin: ESLint.Plugin & { configs: { recommended: { rules: Linter.RulesRecord } } };
  export default plugin;
}

/** Written by `npm run build` and `npm run manifest`; absent from a fresh clone. */
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
