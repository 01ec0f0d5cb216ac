/**
 * The Chromium that browser and end-to-end tests run in: CHROME_PATH, else one that is installed,
 * else (on Debian and its kin, as root) the distribution's own package. Uses nothing but Node, so
 * that it can run before node_modules exists. `node scripts/browser.mjs` prints the path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const APT_LOCK_TIMEOUT_S = 120;

/** @returns {string[]} every place where a Chromium usually is on this system, most wanted first */
function usualPlaces() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge']
      .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => [
      join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
}

/** @returns {string[]} browsers that Playwright has downloaded earlier, newest first */
function playwrightDownloads() {
  const caches = { darwin: 'Library/Caches/ms-playwright', win32: 'AppData/Local/ms-playwright' };
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH
    ?? join(homedir(), caches[/** @type {'darwin'} */ (process.platform)] ?? '.cache/ms-playwright');
  const inside = [
    'chrome-linux/chrome', 'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-win/chrome.exe',
  ];
  if (!existsSync(cache)) return [];
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name)).sort().reverse();
  return builds.flatMap((build) => inside.map((path) => join(cache, build, path)));
}

const isDebianRoot = () => process.platform === 'linux' && process.getuid?.() === 0
  && existsSync('/usr/bin/apt-get') && existsSync('/etc/os-release')
  && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));

function installDebianPackage() {
  console.log('No Chrome or Chromium here: installing the Debian package "chromium" (once for this machine).');
  const apt = (/** @type {string[]} */ ...args) => spawnSync('apt-get', ['-qq', '-o', `DPkg::Lock::Timeout=${APT_LOCK_TIMEOUT_S}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
}

const findBrowser = () => [...usualPlaces(), ...playwrightDownloads()].find((path) => existsSync(path));

/**
 * @returns {string} path of an executable Chromium
 * @throws {Error} one sentence that says what to install
 */
export function ensureBrowser() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROME_PATH is ${wanted}, but there is no such file: correct it, or unset it to have a browser found.`);
  }
  let found = findBrowser();
  if (found === undefined && isDebianRoot()) {
    installDebianPackage();
    found = findBrowser();
  }
  if (found !== undefined) return found;
  throw new Error('No Chrome or Chromium was found: install one (Debian or Ubuntu: sudo apt-get install chromium; macOS: brew install --cask google-chrome) or set CHROME_PATH to its executable.');
}

/**
 * Flags that make Chromium draw the same everywhere: WebGL2 in software, one pixel ratio, plain fonts.
 * Chromium refuses to start its sandbox as root, and containers seldom allow it.
 */
export const browserArgs = [
  ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
  '--force-device-scale-factor=1', '--force-color-profile=srgb', '--font-render-hinting=none', '--hide-scrollbars',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en-US',
  // Tests measure animation and training in pages that no window manager ever brings to the front.
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
];

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(ensureBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
