import { build } from 'vite';
import { ROOT } from './npm.mjs';
import { noticeCollector } from './third-party.mjs';
import { decorators } from './vite-settings.mjs';

/** One notice file replaces the hundreds of licence comments that bundling would repeat. */
const withoutComments = { comments: { legal: false, annotation: false, jsdoc: false } };
const oneFile = { ...withoutComments, codeSplitting: false };

/**
 * Bundles one source and all it imports, wasm and workers included, into one file without imports.
 *
 * @param {{ source: string, target: string, packages?: Set<string>, banner?: string, alias?: { find: RegExp, replacement: string }[] }} what
 *   paths from the repository's root; folders of the packages that go into it are added to `packages`
 */
export async function bundle({ source, target, packages = new Set(), banner, alias = [] }) {
  const folder = target.slice(0, target.lastIndexOf('/'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: './',
    oxc: decorators,
    define: { 'process.env.NODE_ENV': '"production"' },
    // Without `es2015`, rxjs resolves to its ES5 build, which is a third larger.
    resolve: { alias, conditions: ['es2015', 'module', 'browser', 'production'] },
    plugins: [noticeCollector(packages)],
    worker: { format: 'es', plugins: () => [noticeCollector(packages)], rolldownOptions: { output: oneFile } },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: {
        input: source,
        preserveEntrySignatures: 'strict',
        output: { ...oneFile, format: 'es', entryFileNames: target.slice(folder.length + 1), ...(banner && { postBanner: banner }) },
      },
    },
  });
}
