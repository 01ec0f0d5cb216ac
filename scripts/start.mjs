/** `npm start`: installs and builds what is missing, then serves the example article, the lecture and its slides. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endWithNpm, ensureInstalled, ROOT } from './npm.mjs';
import { serveArticle } from './serve.mjs';
import { runScript } from './run-script.mjs';

const DEFAULT_PORT = 8080;
const BUILD_LIMIT_MS = 5 * 60_000;
const INPUTS = ['src', 'components', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** @param {string} path @returns {number} time of the latest change below it */
const lastChange = (path) => {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
};

function isBuilt() {
  const result = `${ROOT}dist/fm-elements.js`;
  return existsSync(result) && INPUTS.every((path) => lastChange(ROOT + path) <= statSync(result).mtimeMs);
}

async function start() {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${process.env.PORT}", but a port is a whole number from 0 to 65535.`);
  }
  ensureInstalled();
  if (!isBuilt()) {
    console.log('Building dist/ …');
    const { exitCode } = await runScript('build', [], BUILD_LIMIT_MS, {});
    if (exitCode !== 0) throw new Error('The build failed: the lines above say why.');
  }
  const { url, crossOriginUrl, lectureUrl, slidesUrl } = await serveArticle({ port, cdnPort: port === 0 ? 0 : port + 1 });
  console.log(`The article:                      ${url}`);
  console.log(`The same, script from elsewhere:  ${crossOriginUrl}`);
  console.log(`A lecture, in English and French: ${lectureUrl}`);
  console.log(`The same as slides:               ${slidesUrl}`);
  console.log('Ctrl+C ends it.');
}

endWithNpm();
start().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
