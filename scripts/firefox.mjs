import { startDisplay } from './display.mjs';

/**
 * What Puppeteer needs to start Firefox: it gives WebGL by software only when it is told to, and none at all without a display.
 * @param {string} executablePath
 */
export const firefoxOptions = async (executablePath) => ({
  browser: /** @type {const} */ ('firefox'),
  executablePath,
  headless: false,
  env: { ...process.env, DISPLAY: await startDisplay() },
  extraPrefsFirefox: { 'webgl.force-enabled': true, 'intl.accept_languages': 'en-US' },
});
