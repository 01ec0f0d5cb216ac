/** WebKitGTK's MiniBrowser through its WebDriver (https://www.w3.org/TR/webdriver2/), over plain HTTP. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const START_MS = 20_000;
const POLL_MS = 50;

/** @returns {Promise<number>} */
const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

/** One session of a WebDriver: a window that does what a reader's hands do. */
export class WebDriverSession {
  #url;
  #end;

  /** @param {string} url  address of the session @param {() => void} end */
  constructor(url, end) {
    this.#url = url;
    this.#end = end;
  }

  /**
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path  below the session's address
   * @param {object} [body]
   * @returns {Promise<any>} the answer's value
   * @throws {Error} with the driver's words
   */
  call(method, path, body) {
    return call(method, `${this.#url}${path}`, body);
  }

  /** @param {string} url */
  open(url) {
    return this.call('POST', '/url', { url });
  }

  /**
   * Runs a function in the page and waits for what it gives.
   * @template {unknown[]} A @template R
   * @param {(...args: A) => R | Promise<R>} inPage  everything that it needs is within
   * @param {A} args
   * @returns {Promise<R>}
   */
  async evaluate(inPage, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${inPage})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.call('POST', '/execute/async', { script, args });
    if (error !== undefined) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** Makes the page's own area so large, in CSS px. @param {number} width @param {number} height */
  async resize(width, height) {
    for (let tries = 0; tries < 3; tries++) {
      const inner = await this.evaluate(() => [innerWidth, innerHeight]);
      if (inner[0] === width && inner[1] === height) return;
      const outer = await this.call('GET', '/window/rect');
      await this.call('POST', '/window/rect', { ...outer, width: outer.width + width - inner[0], height: outer.height + height - inner[1] });
    }
  }

  /** @param {object[]} sources  input sources and their actions, as WebDriver has them */
  act(sources) {
    return this.call('POST', '/actions', { actions: sources });
  }

  async close() {
    await this.call('DELETE', '').catch(() => undefined);
    this.#end();
  }
}

/** @param {string} method @param {string} url @param {object} [body] @returns {Promise<any>} */
async function call(method, url, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebDriver, ${method} ${new URL(url).pathname}: ${value.error}, ${value.message}`);
  return value;
}

/**
 * @param {import('./browser.mjs').WebKit} webkit
 * @param {string} display  value of DISPLAY
 * @returns {Promise<WebDriverSession>}
 */
export async function startWebKit({ driver, browser }, display) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env, DISPLAY: display,
      // The language is "C" without it, in which numbers have no groups.
      LANG: 'en_US.UTF-8',
      // The renderer of machines without a graphics card; as in Chromium, containers seldom allow the sandbox.
      WEBKIT_DISABLE_DMABUF_RENDERER: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const end = () => void child.kill();
  process.once('exit', end);
  const root = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + START_MS;
  while (!(await call('GET', `${root}/status`).catch(() => undefined))?.ready) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error('WebKitWebDriver does not answer.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const { sessionId } = await call('POST', `${root}/session`, {
    capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } },
  });
  const session = new WebDriverSession(`${root}/session/${sessionId}`, end);
  await session.call('POST', '/timeouts', { script: 300_000, pageLoad: 60_000 });
  return session;
}
