import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeEntries, pathOf, textOf } from './built.ts';
import { runtimeDependencies } from './packed.ts';

/** Files that hold all they need, and the worker's code as text. */
const ONE_FILE = /^(fm-elements(?:\.iife)?|(?:src\/worker|cdn)\/(fm-worker|inlined)[\w-]*)\.js$/;

/**
 * What a page has and Node has not: a module of ours that asks for one while it loads breaks server-side rendering.
 * `customElements` is not among them: the defining modules must ask whether it is there.
 */
const PAGE_GLOBALS = [
  'document', 'window', 'self', 'Worker', 'HTMLElement', 'location', 'matchMedia', 'OffscreenCanvas', 'requestAnimationFrame',
  'IntersectionObserver', 'ResizeObserver', 'MutationObserver', 'CSSStyleSheet', 'localStorage', 'devicePixelRatio',
];

interface Import {
  /** Page globals that a built module of ours asked for. */
  touched: string[];
  /** Globals that were not there before. */
  added: string[];
  /** What the entry exports. */
  names: string[];
}

/** Imports `name` in a fresh Node. */
function importInPlainNode(name: string): Import {
  const program = `
    const touched = new Set();
    for (const key of ${JSON.stringify(PAGE_GLOBALS)}) {
      Object.defineProperty(globalThis, key, { configurable: true, get() {
        const caller = new Error().stack.split('\\n')[2] ?? '';
        if (caller.includes('/dist/') && !caller.includes('/node_modules/')) touched.add(key + caller);
        return undefined;
      } });
    }
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    const names = Object.keys(await import(${JSON.stringify(name)}));
    const added = Object.getOwnPropertyNames(globalThis).filter((key) => !before.has(key));
    console.log(JSON.stringify({ touched: [...touched], added, names }));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: pathOf('.'), encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Import;
}

describe('every entry of the package', () => {
  test.each(codeEntries())('%s has its code and its types', (_name, target) => {
    expect(existsSync(pathOf(target.default)), target.default).toBe(true);
    expect(existsSync(pathOf(target.types)), target.types).toBe(true);
  });

  test.each(codeEntries())('%s imports in plain Node without touching what only a page has', (name) => {
    const { touched, added } = importInPlainNode(name);
    expect(touched).toEqual([]);
    // Lit and three.js note their version, to warn of a second copy; Lit puts its stand-in where Node has no registry.
    expect(added.filter((key) => !/^(lit|reactiveElement|__THREE__|customElements$)/.test(key))).toEqual([]);
  });
});

test('fm-elements/classes offers the three classes without defining their tags', () => {
  expect(importInPlainNode('fm-elements/classes').names).toEqual(expect.arrayContaining(['FmField', 'FmTrainer', 'FmSampler']));
});

test.each(['fm-worker-math.js', 'fm-worker-probes.js', 'fm-worker-training.js', 'fm-worker.js'])('bundlers find %s by its literal address, and it is one file', (file) => {
  expect(textOf('dist/src/worker/spawn-own-file.js').match(/(?<=new URL\(['"]\.\/)[\w.-]+(?=['"], import\.meta\.url\))/g)).toContain(file);
  expect(textOf(`dist/src/worker/${file}`)).not.toMatch(/\bimport\s*(?:[\w*{}\s,$]+\s*from\s*)?["']|\bimport\s*\(/);
});

test('every import in the built modules and their types leads to a file of the package', () => {
  const files = readdirSync(pathOf('dist'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|d\.ts)$/.test(file) && !ONE_FILE.test(file));
  const imports = files.flatMap((file) =>
    [...textOf(`dist/${file}`).matchAll(/\b(?:from|import|import\s*\(|new URL\()\s*['"](\.[^'"]+)['"]/g)].map(([, target]) => ({ file, target })));
  expect(imports.length).toBeGreaterThan(100);
  const lost = imports.filter(({ file, target }) => !target.endsWith('.js') || !existsSync(pathOf(posix.join('dist', posix.dirname(file), target))));
  expect(lost.slice(0, 5)).toEqual([]);
});

test('no module that a page loads imports TensorFlow.js: it stays in the worker', () => {
  const modules = readdirSync(pathOf('dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !ONE_FILE.test(file));
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter((file) => textOf(`dist/${file}`).includes('@tensorflow/'))).toEqual([]);
});

test('what only the built files hold is not installed with the package, and at most six packages are', () => {
  expect(runtimeDependencies().length).toBeLessThanOrEqual(6);
  expect(runtimeDependencies().filter((name) => name.startsWith('@tensorflow/'))).toEqual([]);
});

test('every package that a built module imports is one of the runtime dependencies', () => {
  const files = readdirSync(pathOf('dist'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|d\.ts)$/.test(file) && !ONE_FILE.test(file));
  const imported = files.flatMap((file) =>
    [...textOf(`dist/${file}`).matchAll(/\b(?:from|import|import\s*\()\s*['"]((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/[\w./-]+)?['"]/g)].map(([, name]) => name));
  expect(new Set(imported)).toEqual(new Set(runtimeDependencies()));
});
