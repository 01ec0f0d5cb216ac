/** One program of sources for Node: for benchmarks and for tests that need processes of their own. */
import { basename } from 'node:path';
import { build } from 'vite';
import { ROOT } from './npm.mjs';

/**
 * @param {string} source  a TypeScript file, from the project's root
 * @param {string} folder  where the program goes
 * @returns {Promise<string>} the path of one file without imports but Node's own
 */
export async function bundleForNode(source, folder) {
  const entryFileNames = `${basename(source, '.ts')}.mjs`;
  await build({
    root: ROOT, configFile: false, logLevel: 'error', publicDir: false, ssr: { noExternal: true },
    build: {
      ssr: true, target: 'es2022', outDir: folder, emptyOutDir: false, assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: {
        input: source,
        // What tfjs compiled for Node asks for where its files lie.
        output: { codeSplitting: false, format: 'es', entryFileNames, banner: 'const __dirname = import.meta.dirname;' },
      },
    },
  });
  return `${ROOT}${folder}/${entryFileNames}`;
}
