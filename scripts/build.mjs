/**
 * Builds dist/: ESM modules with types for bundlers, the workers beside them, each one file, `fm-elements.js` (and `.iife.js`, a classic
 * script), which holds everything for a page with one script tag, and `cdn/`, the same in parts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeKernels } from './build-kernels.mjs';
import { bundle } from './bundle.mjs';
import { buildCdn } from './cdn.mjs';
import { classicScript } from './classic-script.mjs';
import { ROOT } from './npm.mjs';
import { thirdPartyNotices } from './third-party.mjs';

const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const STANDALONE = 'dist/fm-elements.js';
/** The same for pages that load no modules: those opened from a disk. */
const CLASSIC = 'dist/fm-elements.iife.js';
/** The same in parts, fetched when they are asked for. */
const CDN = 'dist/cdn';
/** The workers, each in one file, from the one that has most code: the source and the built file of each, and the module that holds it as text. */
const WORKERS = [
  { entry: 'entry', file: 'fm-worker', inlined: 'inlined-all' },
  { entry: 'entry-training', file: 'fm-worker-training', inlined: 'inlined-training' },
  { entry: 'entry-probes', file: 'fm-worker-probes', inlined: 'inlined-probes' },
  { entry: 'entry-math', file: 'fm-worker-math', inlined: 'inlined-math' },
];
const workerFile = (/** @type {string} */ name) => `dist/src/worker/${name}.js`;

/** @param {string} program path below node_modules @param {string[]} args */
function run(program, ...args) {
  const { status } = spawnSync(process.execPath, [`${ROOT}node_modules/${program}`, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${program} ${args.join(' ')} failed: see above.`);
  process.exit(1);
}

/**
 * What tsc (6.0) writes that not everybody reads: it names the built files in static imports only, not in dynamic ones nor in
 * the types; and its helper of decorators asks for a global `this`, of which bundlers warn that a module has none.
 */
function mendModules() {
  const addresses = /(?<=\b(?:from\s*|import\s*\(?\s*)['"]\.[^'"]*)\.ts(?=['"])/g;
  for (const file of readdirSync(`${ROOT}dist`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|d\.ts)$/.test(name))) {
    const before = readFileSync(`${ROOT}dist/${file}`, 'utf8');
    const after = before.replace(addresses, '.js').replace('(this && this.__decorate) || ', '');
    if (after !== before) writeFileSync(`${ROOT}dist/${file}`, after);
  }
}

/** Bundlers of our users follow these addresses, so they must name the built workers. */
function pointAtBuiltWorkers() {
  const module = `${ROOT}dist/src/worker/spawn-own-file.js`;
  for (const { entry, file } of WORKERS) {
    const parts = readFileSync(module, 'utf8').split(new RegExp(`(?<=new URL\\(['"])\\./${entry}\\.[jt]s(?=['"])`));
    if (parts.length !== 2) throw new Error(`${module} names ${entry} ${parts.length - 1} times: it must be once.`);
    writeFileSync(module, parts.join(`./${file}.js`));
  }
}

/** The workers' code as modules, for bundlers that do not follow their addresses. */
function inlineWorkers() {
  for (const { file, inlined } of WORKERS) {
    const path = `${ROOT}dist/src/worker/${inlined}`;
    for (const ending of ['.js.map', '.d.ts', '.d.ts.map']) rmSync(path + ending);
    writeFileSync(`${path}.js`, `export const source = ${JSON.stringify(readFileSync(ROOT + workerFile(file), 'utf8'))};\n`);
  }
}

/** @param {string} path */
function printSize(path) {
  const content = readFileSync(ROOT + path);
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  console.log(`${path.padEnd(34)}${kilobytes(statSync(ROOT + path).size)}${kilobytes(gzipSync(content, { level: 9 }).length)} gzip`);
}

rmSync(`${ROOT}dist`, { recursive: true, force: true });

await writeKernels();
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
mendModules();
pointAtBuiltWorkers();

/** @type {Set<string>} */
const packages = new Set();
for (const { entry, file } of WORKERS) await bundle({ source: `src/worker/${entry}.ts`, target: workerFile(file), packages });
inlineWorkers();
const banner = `/*! fm-elements ${version} | MIT | licences of the code inside: THIRD-PARTY-LICENSES.txt */`;
await bundle({
  source: 'components/standalone.ts',
  target: STANDALONE,
  packages,
  banner,
  // One file has no worker beside it: its code travels inside.
  alias: [
    { find: /^\.\/spawn-own-file\.ts$/, replacement: `${ROOT}src/worker/spawn-inlined.ts` },
    { find: /^\.\/entry\.ts\?raw$/, replacement: `${ROOT}${workerFile('fm-worker')}?raw` },
  ],
});
await buildCdn({ entry: 'dist/components/fm-elements.js', folder: CDN, workers: WORKERS.map(({ file }) => workerFile(file)), packages, banner });
writeFileSync(ROOT + CLASSIC, await classicScript(readFileSync(ROOT + STANDALONE, 'utf8'), { global: 'fmElements', banner }));
writeFileSync(`${ROOT}dist/THIRD-PARTY-LICENSES.txt`, thirdPartyNotices(packages));

run('@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet', '--config', 'scripts/manifest.config.mjs');

for (const path of [STANDALONE, CLASSIC, `${CDN}/fm-elements.js`, ...WORKERS.map(({ file }) => workerFile(file))]) printSize(path);
