/**
 * Compiles the training kernels to WebAssembly, with fused multiply-add and without, and writes both into a module, so that
 * whatever loads the sources has them: tests, Storybook, Vite and the build. `npm run build` does it first.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';
import { ROOT } from './npm.mjs';

const SOURCE = 'src/training/simd/kernels/index.ts';
export const KERNELS_MODULE = `${ROOT}src/training/simd/kernels.generated.ts`;

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--lowMemoryLimit', '1024', '--enable', 'simd'];

/** @param {string[]} features @returns {Promise<string>} the binary in base64 */
async function compile(...features) {
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main([SOURCE, '--baseDir', ROOT, '--outFile', 'kernels.wasm', ...OPTIONS, ...features], {
    writeFile: (_, contents) => void (binary = /** @type {Uint8Array} */ (contents)),
  });
  if (error || !binary) throw new Error(`${error?.message ?? 'Nothing was written.'}\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}

/** @returns {Promise<string>} the module's text */
export async function compileKernels() {
  return `// Made from kernels/ by scripts/build-kernels.mjs: do not edit.

/** WebAssembly with 128-bit SIMD, base64. */
export const plainKernels =
  '${await compile()}';

/** The same, with the fused multiply-add of relaxed SIMD. */
export const relaxedKernels =
  '${await compile('--enable', 'relaxed-simd')}';
`;
}

/** Writes the module, unless it says the same already: whatever watches the sources shall not start again for nothing. */
export async function writeKernels() {
  const text = await compileKernels();
  if (!existsSync(KERNELS_MODULE) || readFileSync(KERNELS_MODULE, 'utf8') !== text) writeFileSync(KERNELS_MODULE, text);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await writeKernels();
