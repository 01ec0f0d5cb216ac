/** Calls of npm that work before node_modules exists, on every system, and from inside an npm script. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PARENT_CHECK_MS = 500;
const inWindowsShell = process.platform === 'win32';

/** npm tells its scripts where its own program is; only outside a script is it looked up by name. */
export const npmCommand = process.env.npm_execpath?.endsWith('.js')
  ? { program: process.execPath, first: [process.env.npm_execpath], shell: false }
  : { program: 'npm', first: [], shell: inWindowsShell };

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockedPackage */

/** @param {string} path @returns {Record<string, LockedPackage>} */
const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};

/** Whether node_modules holds every package, at the version, that the lock file names (but those of other platforms). */
function isInstalled() {
  const installedLock = `${ROOT}node_modules/.package-lock.json`;
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(`${ROOT}package-lock.json`)).every(([path, wanted]) =>
    path === '' || wanted.optional || wanted.devOptional || installed[path]?.version === wanted.version);
}

/**
 * Brings node_modules to what the lock file says.
 * @returns {boolean} whether anything had to be installed
 * @throws {Error} when npm could not
 */
export function ensureInstalled() {
  if (isInstalled()) return false;
  console.log('Installing the packages of package-lock.json (npm ci) …');
  const { program, first, shell } = npmCommand;
  const { status } = spawnSync(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT, shell, stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('npm ci failed: the lines above say why (most often there is no network, or package.json and package-lock.json disagree).');
  return true;
}

/**
 * Ends this process when npm, which runs it as a script, has been ended: the shell between them passes no signal on, and
 * a server or a browser would stay behind.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(check);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  check.unref();
}
