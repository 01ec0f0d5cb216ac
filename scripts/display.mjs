/** A display of its own for Firefox and WebKit: without a head neither has WebGL, and a desktop would take their focus away. */
import { spawn } from 'node:child_process';

const SCREEN = ['-screen', '0', '1400x1200x24', '+extension', 'GLX', '-nolisten', 'tcp'];
/** It ends by itself so long after its browser, however that ended. */
const END_AFTER_S = 10;

/**
 * Starts Xvfb, which ends with this process or with its browser.
 * @returns {Promise<string>} the value for DISPLAY; on systems with windows of their own, the one that is there
 */
export async function startDisplay() {
  if (process.platform !== 'linux') return process.env.DISPLAY ?? '';
  const server = spawn('Xvfb', ['-displayfd', '1', ...SCREEN, '-terminate', String(END_AFTER_S)], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => server.kill());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code} before it had a display.`)));
    server.stdout.once('data', (number) => {
      // Nobody waits for the display to end.
      server.unref();
      /** @type {import('node:net').Socket} */ (server.stdout).unref();
      resolve(`:${String(number).trim()}`);
    });
  });
}
