/** The browsers of @web/test-runner: one a run, chosen by TEST_BROWSER. */
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { browserArgs, ensureBrowser, ensureBrowsers } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { firefoxOptions } from './firefox.mjs';
import { startWebKit } from './webkit.mjs';
import { commandsByWebDriver } from './wtr-hands.mjs';

/** Size of the page in every browser, CSS px: what the runner gives Chromium. */
const PAGE = { width: 800, height: 600 };

/** @typedef {import('@web/test-runner-core').BrowserLauncher} BrowserLauncher */

/** @param {import('./browser.mjs').WebKit} webkit */
function webkitLauncher(webkit) {
  /** @type {Promise<import('./webkit.mjs').WebDriverSession> | undefined} */
  let starting;
  /** @type {string | undefined} */
  let active;
  const start = async () => {
    const window = await startWebKit(webkit, await startDisplay());
    await window.resize(PAGE.width, PAGE.height);
    return window;
  };
  const window = () => (starting ??= start());
  return {
    name: 'WebKit',
    type: 'webdriver',
    // Hidden tabs would be throttled: each file of tests has the window for itself.
    concurrency: 1,
    window,
    ...commandsByWebDriver(window),
    stop: async () => (await starting)?.close(),
    startSession: async (/** @type {string} */ id, /** @type {string} */ url) => {
      active = id;
      await (await window()).open(url);
    },
    isActive: (/** @type {string} */ id) => id === active,
    getBrowserUrl: async () => (await window()).call('GET', '/url'),
    stopSession: async () => {
      active = undefined;
      await (await window()).open('about:blank');
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('WebKit is driven without a window that you could see: debug in another browser.')),
  };
}

/**
 * A page for each file of tests: one that has been pinched hears of no touch any more when it goes on to another document (Chromium 156).
 * @param {import('@web/test-runner-chrome').ChromeLauncher} launcher
 */
function withFreshPages(launcher) {
  const stop = launcher.stopSession.bind(launcher);
  launcher.stopSession = async (id) => {
    const page = launcher.getPage(id);
    const result = await stop(id);
    await page.close();
    // The launcher keeps used pages for later.
    /** @type {any} */ (launcher).inactivePages.length = 0;
    return result;
  };
  return launcher;
}

/**
 * @param {string} [name]  chromium, firefox or webkit
 * @returns {Promise<BrowserLauncher>}
 * @throws {Error} when that browser is not here
 */
export async function launcherOf(name = 'chromium') {
  if (name === 'chromium') return withFreshPages(chromeLauncher({ launchOptions: { executablePath: ensureBrowser(), headless: true, args: browserArgs } }));
  const { firefox, webkit } = ensureBrowsers();
  if (name === 'firefox' && firefox) {
    return chromeLauncher({ puppeteer: /** @type {any} */ (puppeteer), concurrency: 1, launchOptions: await firefoxOptions(firefox) });
  }
  if (name === 'webkit' && webkit) return webkitLauncher(webkit);
  throw new Error(`TEST_BROWSER is ${name}: it must be chromium, firefox or webkit, and that browser must be here.`);
}
