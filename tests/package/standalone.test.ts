import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { textOf } from './built.ts';

const KB = 1000;

/**
 * Generous bounds, to catch an accident (a second copy of a library, a whole backend), not to measure progress. Of the file,
 * three.js is about 130 kB gzip and the wasm of TensorFlow.js about 190 kB (its base64 packs worse than the binary).
 */
const BOUNDS = [
  { file: 'dist/fm-elements.js', rawKb: 2200, gzipKb: 660 },
  { file: 'dist/fm-elements.iife.js', rawKb: 2200, gzipKb: 670 },
  { file: 'dist/src/worker/fm-worker.js', rawKb: 1100, gzipKb: 350 },
  { file: 'dist/src/worker/fm-worker-training.js', rawKb: 95, gzipKb: 34 },
  { file: 'dist/src/worker/fm-worker-probes.js', rawKb: 140, gzipKb: 50 },
  { file: 'dist/src/worker/fm-worker-math.js', rawKb: 25, gzipKb: 10 },
];

describe('the self-contained files', () => {
  test.each(BOUNDS)('$file stays below $rawKb kB, $gzipKb kB gzip', ({ file, rawKb, gzipKb }) => {
    const text = textOf(file);
    const raw = Buffer.byteLength(text) / KB;
    const gzip = gzipSync(text, { level: 9 }).length / KB;
    console.log(`${file}: ${raw.toFixed(1)} kB, ${gzip.toFixed(1)} kB gzip`);
    expect(raw).toBeLessThan(rawKb);
    expect(gzip).toBeLessThan(gzipKb);
  });

  test.each(BOUNDS)('$file imports nothing', ({ file }) => {
    const ofCode = textOf(file).matchAll(/(?:^|[;}\s])import\s*(?:[\w*{}\s,$]+\s*from\s*)?["'][^"']*["']|\bimport\s*\(/g);
    expect([...ofCode].map(([statement]) => statement)).toEqual([]);
  });

  test.each(BOUNDS)('$file makes no code out of text', ({ file }) => {
    expect(textOf(file)).not.toMatch(/\beval\s*\(|\bnew\s+Function\b/);
  });

  test.each(BOUNDS)('$file repeats no licence comment', ({ file }) => {
    expect(textOf(file).match(/@license|@preserve/g) ?? []).toEqual([]);
  });

  test('have the licences of the code in them beside them', () => {
    const named = [...textOf('dist/THIRD-PARTY-LICENSES.txt').matchAll(/^-{80}\n\n(\S+) /gm)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining(['three', 'lit', 'rxjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm']));
  });
});
