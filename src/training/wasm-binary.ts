import { env } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base.js';
import simdBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&inline';
import { isWasmAllowed } from './wasm-allowed.ts';

/** An address that nobody can fetch: it only tells our binary from other requests. */
const INLINED = 'inlined:tfjs-backend-wasm-simd.wasm';

/**
 * Hand tfjs its WebAssembly from this very bundle, so that nothing is fetched: one file works from any origin and under
 * a policy that forbids connections. Only the SIMD binary travels: without it (browsers before 2023) the cpu backend
 * trains, and 160 kB gzip are saved for all others.
 */
export function provideWasmBinary(): void {
  const { platform } = env();
  const fetchOther = platform.fetch.bind(platform);
  platform.fetch = (path, init) => (path === INLINED ? Promise.resolve(inlinedResponse()) : fetchOther(path, init));
  // tfjs asks for all three names, whichever it loads. Threads stay off: their nested workers break when minified.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': INLINED,
      'tfjs-backend-wasm-simd.wasm': INLINED,
      'tfjs-backend-wasm-threaded-simd.wasm': INLINED,
    },
    true,
  );
}

function inlinedResponse(): Response {
  const binary = atob(simdBinary.slice(simdBinary.indexOf(',') + 1));
  return new Response(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

/** Whether tfjs can compute with it. */
export const hasWasm = async (): Promise<boolean> => isWasmAllowed() && (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
