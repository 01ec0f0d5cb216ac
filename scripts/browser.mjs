/**
 * The browsers that tests run in. Chromium must be there: CHROME_PATH, else one that is installed, else (on Debian and its
 * kin, as root) the distribution's own package. Firefox and WebKit come from Debian's packages too; elsewhere they are used
 * where they are found. Uses nothing but Node, so that it can run before node_modules exists. `node scripts/browser.mjs`
 * prints what there is.
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

/** @param {string[]} packages */
function installDebianPackages(packages) {
  console.log(`Installing the Debian packages ${packages.join(', ')} (once for this machine) …`);
  const apt = (/** @type {string[]} */ ...args) => spawnSync('apt-get', ['-qq', '-o', `DPkg::Lock::Timeout=${APT_LOCK_TIMEOUT_S}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
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
    installDebianPackages(['chromium']);
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

/**
 * The same, but pages and canvases are painted on the processor, as where a reader has no GPU, and WebGL alone by the program that stands in for one: a page
 * of many figures takes 0.6 of the time. Pictures of stories are of canvases on that program, as most readers have them on a GPU.
 */
export const quickBrowserArgs = [...browserArgs, '--disable-gpu-rasterization', '--disable-accelerated-2d-canvas'];

/** @param {string[]} names @returns {string | undefined} the first of these programs that is on the path */
function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function findFirefox() {
  const { platform, env } = process;
  const elsewhere = { darwin: '/Applications/Firefox.app/Contents/MacOS/firefox', win32: join(env.PROGRAMFILES ?? '', 'Mozilla Firefox', 'firefox.exe') };
  const path = elsewhere[/** @type {'darwin'} */ (platform)];
  if (path !== undefined) return existsSync(path) ? path : undefined;
  // Without a display Firefox has no WebGL.
  return findProgram('Xvfb') && findProgram('firefox-esr', 'firefox');
}

/** @typedef {{ driver: string, browser: string }} WebKit */

/** @returns {WebKit | undefined} WebKitGTK's driver and the small browser that it drives */
function findWebKit() {
  const driver = findProgram('WebKitWebDriver');
  if (!driver || !findProgram('Xvfb') || !existsSync('/usr/lib')) return undefined;
  const libraries = ['/usr/lib', ...readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')).map((name) => join('/usr/lib', name))];
  const builds = libraries.flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((build) => join(folder, build, 'MiniBrowser')));
  const browser = builds.find((path) => existsSync(path));
  return browser === undefined ? undefined : { driver, browser };
}

/** Firefox and WebKit draw on a display, WebGL by Mesa's software; xauth and D-Bus are what they miss where nobody has a desktop. */
const DISPLAY_PACKAGES = ['xvfb', 'libgl1-mesa-dri', 'libegl1'];

/**
 * Every browser that tests can run in here; what is missing is installed where that is possible, and said where it is not.
 * @returns {{ chromium: string, firefox: string | undefined, webkit: WebKit | undefined }}
 * @throws {Error} when there is no Chromium
 */
export function ensureBrowsers() {
  const chromium = ensureBrowser();
  const missing = [...(findFirefox() ? [] : ['firefox-esr']), ...(findWebKit() ? [] : ['webkit2gtk-driver'])];
  if (missing.length > 0 && isDebianRoot()) installDebianPackages([...missing, ...DISPLAY_PACKAGES]);
  const [firefox, webkit] = [findFirefox(), findWebKit()];
  const absent = [...(firefox ? [] : ['Firefox']), ...(webkit ? [] : ['WebKit'])];
  if (absent.length > 0) {
    console.log(`Nothing is tested in ${absent.join(' and ')}: not found here (Debian or Ubuntu: sudo apt-get install firefox-esr webkit2gtk-driver ${DISPLAY_PACKAGES.join(' ')}).`);
  }
  return { chromium, firefox, webkit };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(ensureBrowsers());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
