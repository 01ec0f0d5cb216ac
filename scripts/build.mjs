/**
 * Builds dist/: ESM modules with types for bundlers, the worker as one file beside them, and
 * `fm-elements.js` (and `.iife.js`, a classic script), which holds everything for a page with one script tag.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeKernels } from './build-kernels.mjs';
import { bundle } from './bundle.mjs';
import { classicScript } from './classic-script.mjs';
import { ROOT } from './npm.mjs';
import { thirdPartyNotices } from './third-party.mjs';

const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const STANDALONE = 'dist/fm-elements.js';
/** The same for pages that load no modules: those opened from a disk. */
const CLASSIC = 'dist/fm-elements.iife.js';
const WORKER = 'dist/src/worker/fm-worker.js';

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

/** Bundlers of our users follow this address, so it must name the worker's one file. */
function pointAtBuiltWorker() {
  const file = `${ROOT}dist/src/worker/spawn-own-file.js`;
  const parts = readFileSync(file, 'utf8').split(/(?<=new URL\(['"])\.\/entry\.[jt]s(?=['"])/);
  if (parts.length !== 2) throw new Error(`${file} names the worker's source ${parts.length - 1} times: it must be once.`);
  writeFileSync(file, parts.join('./fm-worker.js'));
}

/** The worker's code as a module, for bundlers that do not follow its address. */
function inlineWorker() {
  const path = `${ROOT}dist/src/worker/inlined-source`;
  for (const ending of ['.js.map', '.d.ts', '.d.ts.map']) rmSync(path + ending);
  writeFileSync(`${path}.js`, `export const source = ${JSON.stringify(readFileSync(ROOT + WORKER, 'utf8'))};\n`);
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
pointAtBuiltWorker();

const ofWorker = await bundle({ source: 'src/worker/entry.ts', target: WORKER });
inlineWorker();
const banner = `/*! fm-elements ${version} | MIT | licences of the code inside: THIRD-PARTY-LICENSES.txt */`;
const ofStandalone = await bundle({
  source: 'components/standalone.ts',
  target: STANDALONE,
  banner,
  // One file has no worker beside it: its code travels inside.
  alias: [
    { find: /^\.\/spawn-own-file\.ts$/, replacement: `${ROOT}src/worker/spawn-inlined.ts` },
    { find: /^\.\/entry\.ts\?raw$/, replacement: `${ROOT}${WORKER}?raw` },
  ],
});
writeFileSync(ROOT + CLASSIC, await classicScript(readFileSync(ROOT + STANDALONE, 'utf8'), { global: 'fmElements', banner }));
writeFileSync(`${ROOT}dist/THIRD-PARTY-LICENSES.txt`, thirdPartyNotices(new Set([...ofWorker, ...ofStandalone])));

run('@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet', '--config', 'scripts/manifest.config.mjs');

for (const path of [STANDALONE, CLASSIC, WORKER]) printSize(path);
