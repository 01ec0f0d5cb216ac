import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.[cm]?[jt]s$/;
// Type imports are left out: they name modules that no browser ever loads.
const IMPORT = /(?:^|\n|;)\s*(?:import|export)(?!\s+type\b)[^'"`;]*?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

/** @param {string} path @returns {string[]} */
const sources = (path) => statSync(path).isDirectory()
  ? readdirSync(path).flatMap((name) => sources(join(path, name)))
  : SOURCE.test(path) ? [path] : [];

/**
 * The packages, with their sub-paths, that the given folders import at run time.
 * @param {string[]} folders
 * @returns {string[]} sorted, each once
 */
export function bareImports(folders) {
  const found = new Set();
  for (const file of folders.flatMap(sources)) {
    for (const [, named, dynamic] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const id = named ?? dynamic;
      if (!/^[./]/.test(id) && !/^(node:|fm-elements)/.test(id) && !id.includes('?')) found.add(id);
    }
  }
  return [...found].sort();
}
