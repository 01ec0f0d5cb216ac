/**
 * What weighs what: `node scripts/weigh.mjs` prints, after a build, how much of the gzip of `dist/cdn/fm-elements.js` each source folder is, and each of its
 * heaviest modules. A share is what the gzip of all would lack without it, so that the shares do not add up to the whole.
 */
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { cdnEntry } from './cdn.mjs';
import { ROOT } from './npm.mjs';

const ENTRY = 'dist/components/fm-elements.js';
const MOST_MODULES = 40;

const gzipKb = (/** @type {string} */ code) => gzipSync(code, { level: 9 }).length / 1000;

/** `dist/src/scene/painters/svg.js` is of `src/scene/painters`, and a package of itself. @param {string} path */
function folderOf(path) {
  const parts = path.split('/');
  const inPackages = parts.lastIndexOf('node_modules') + 1;
  if (inPackages > 0) return parts.slice(inPackages, inPackages + (parts[inPackages].startsWith('@') ? 2 : 1)).join('/');
  return parts.slice(parts[0] === 'dist' ? 1 : 0, -1).join('/');
}

/** @returns {Promise<string>} a table, the heaviest first */
export async function weights() {
  const { code, modules } = await cdnEntry(ENTRY);
  const parts = await Promise.all(Object.entries(modules).map(async ([id, { code: rendered }]) => {
    const minified = await transform(rendered ?? '', { minify: true, format: 'esm', target: 'es2022' });
    return { path: relative(ROOT, id), code: minified.code };
  }));
  const wholeKb = gzipKb(parts.map((part) => part.code).join(''));
  /** @param {(path: string) => boolean} isCounted */
  const shareKb = (isCounted) => wholeKb - gzipKb(parts.filter(({ path }) => !isCounted(path)).map((part) => part.code).join(''));
  /** @param {string[]} names @param {(path: string) => string} nameOf */
  const table = (names, nameOf) => [...new Set(names)].map((name) => ({ name, kb: shareKb((path) => nameOf(path) === name) })).sort((a, b) => b.kb - a.kb)
    .map(({ name, kb }) => `${kb.toFixed(2).padStart(8)}  ${name}`);
  const paths = parts.filter((part) => part.code !== '').map(({ path }) => path);
  return [
    `${ENTRY}: ${gzipKb(code).toFixed(1)} kB gzip`, ...table(paths.map(folderOf), folderOf),
    '', 'its heaviest modules', ...table(paths, (path) => path).slice(0, MOST_MODULES),
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await weights());
