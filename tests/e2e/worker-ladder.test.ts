import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';

/** The modules of the package, as a bundler would serve them, and the one file for a script tag. */
const PACKAGE = '/dist/src/streams/index.js';
const STANDALONE = '/dist/fm-elements.js';
/** All of the worker in one file, and as much of it as our own kernels need. */
const WORKER = '/dist/src/worker/fm-worker.js';
const TRAINING = '/dist/src/worker/fm-worker-training.js';
/** The one file copied to a site, without the folder of the package. */
const LONE = '/scripts/fm-elements.js';

const STEPS = 30;
const WASM = "'wasm-unsafe-eval'";
const base = `default-src 'none'; script-src 'self' ${WASM}; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'`;

/** Content security policies as sites send them, the loosest first. */
const POLICIES = {
  blobs: `script-src 'self' ${WASM}; worker-src blob:; connect-src *`,
  strict: `${base}; worker-src 'self'`,
  'blobs, no WebAssembly': "script-src 'self'; worker-src blob:; connect-src *",
  'no workers': `${base}; worker-src 'none'`,
  'no workers, no WebAssembly': `${base.replace(` ${WASM}`, '')}; worker-src 'none'`,
  nonce: "default-src 'none'; script-src 'nonce-figure'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'none'",
  'trusted types': `${base}; worker-src 'self'; require-trusted-types-for 'script'; trusted-types fm-worker lit-html`,
} as const;
type Policy = keyof typeof POLICIES;

let browser: Browser;
let site: Server;
let cdn: Server;
let siteUrl = '';
let cdnUrl = '';

/** Files of the package; by bare names a browser finds nothing, so they become addresses. */
async function fileAt(path: string): Promise<string> {
  const url = (file: string): URL => new URL(`../../${file}`, import.meta.url);
  if (path === LONE) return readFile(url(STANDALONE.slice(1)), 'utf8');
  if (path === '/tslib.js') return readFile(url('node_modules/tslib/tslib.es6.mjs'), 'utf8');
  const isRxjs = path.startsWith('/rxjs/');
  const local = isRxjs ? `node_modules/rxjs/dist/esm${path.slice('/rxjs'.length)}` : path.slice(1);
  const text = await readFile(url(local), 'utf8').catch(() => readFile(url(`${local}.js`), 'utf8'));
  if (path === STANDALONE || path.startsWith('/dist/src/worker/fm-worker')) return text;
  return text.replaceAll(/from ['"](rxjs|tslib)['"]/g, (_, name) => `from '/${name === 'rxjs' ? 'rxjs/index' : 'tslib'}.js'`);
}

/** Trains a small network with the flow from the module that the page's address names, and tells how it went. */
const script = `
  const query = new URLSearchParams(location.search);
  const from = query.get('from') ?? document.currentScript?.dataset.from ?? FROM;
  const { createFlow } = await import(from);
  const worker = query.has('worker') || query.has('warnings') ? await import('/dist/src/worker/index.js') : undefined;
  if (query.has('worker')) worker.setWorkerUrl(query.get('worker'));
  globalThis.warnings = [];
  worker?.workerWarning$.subscribe(({ code }) => globalThis.warnings.push(code));
  const flow = createFlow({ target: 'moons', hiddenLayers: [32, 32], batch: 64, steps: Number(query.get('steps') ?? ${STEPS}) });
  flow.training.state$.subscribe((state) => { globalThis.training = state; });
  flow.training.start();
`;

async function answer(path: string, query: URLSearchParams): Promise<{ status: number; type: string; body: string; csp?: string }> {
  if (path === '/page.js') return { status: 200, type: 'text/javascript', body: script.replace('FROM', 'undefined') };
  if (path === '/page') {
    const meta = query.has('meta') ? `<meta name="fm-worker" content="${query.get('meta')}">` : '';
    const body = `<!doctype html><title>ladder</title>${meta}<p>figure</p><script type="module" nonce="figure" src="/page.js"></script>`;
    return { status: 200, type: 'text/html', body, csp: POLICIES[query.get('policy') as Policy] };
  }
  if (path === '/frame') {
    const inner = script.replace('FROM', JSON.stringify(`${siteUrl}${query.get('from')}`)).replaceAll('"', '&quot;');
    return { status: 200, type: 'text/html', body: `<!doctype html><iframe sandbox="allow-scripts" srcdoc="<script type=module>${inner}</script>"></iframe>` };
  }
  try {
    return { status: 200, type: 'text/javascript', body: await fileAt(path) };
  } catch {
    return { status: 404, type: 'text/html', body: 'nothing here' };
  }
}

const serve = () =>
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any');
    void answer(pathname, searchParams).then(({ status, type, body, csp }) => {
      response.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...(csp && { 'Content-Security-Policy': csp }) });
      response.end(body);
    });
  });

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

beforeAll(async () => {
  [site, cdn] = [serve(), serve()];
  siteUrl = `http://localhost:${await listen(site)}`;
  cdnUrl = `http://127.0.0.1:${await listen(cdn)}`;
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});

afterAll(async () => {
  await browser.close();
  for (const server of [site, cdn]) {
    server.close();
    server.closeAllConnections();
  }
});

interface Seen {
  /** Addresses of the workers that have answered. */
  answered: string[];
  violations: string[];
  longestTaskMs: number;
  frames: number;
}
interface Outcome extends Seen {
  phase: string;
  step: number;
  message?: string;
  engine?: string;
  warnings: string[];
}

/** Keeps account, in every frame, of workers that answered, of violations, and of how the page's own thread fared. */
function watch(): void {
  const seen: Seen = { answered: [], violations: [], longestTaskMs: 0, frames: 0 };
  Object.assign(globalThis, { seen });
  const RealWorker = Worker;
  globalThis.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', () => seen.answered.push(String(url).slice(0, 300)), { once: true });
    }
  };
  addEventListener('securitypolicyviolation', (event) => seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  const frame = (): void => {
    seen.frames++;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Open `path` and wait until the training there, in the page or in its frame, has come to an end. */
async function train(path: string, query: Record<string, string> = {}): Promise<Outcome> {
  const page: Page = await browser.newPage();
  await page.addInitScript(watch);
  page.on('pageerror', (error) => console.error(String(error)));
  page.on('response', (response) => response.status() >= 400 && !response.url().endsWith('.ico') && console.error(response.status(), response.url()));
  await page.goto(`${siteUrl}${path}?${new URLSearchParams(query)}`);
  const frame: Frame = path === '/frame' ? page.frames()[1] : page.mainFrame();
  await frame.waitForFunction(() => /done|failed/.test((globalThis as { training?: { phase: string } }).training?.phase ?? ''), undefined, { timeout: 12_000 });
  const outcome = await frame.evaluate(() => {
    const { training, seen, warnings } = globalThis as unknown as { training: Outcome; seen: Seen; warnings: string[] };
    const { phase, step, message, engine } = training;
    return { phase, step, message, engine, warnings, ...seen };
  });
  await page.close();
  return outcome;
}

const done = { phase: 'done', step: STEPS };

test('the package starts its worker from the file beside it', async () => {
  const { answered, violations, ...outcome } = await train('/page', { from: PACKAGE });
  expect(outcome).toMatchObject(done);
  expect(answered).toEqual([siteUrl + TRAINING]);
  expect(violations).toEqual([]);
});

test('the package from another origin starts a worker of the page that imports the file', async () => {
  const { answered, ...outcome } = await train('/page', { from: `${cdnUrl}${PACKAGE}` });
  expect(outcome).toMatchObject(done);
  expect(answered).toEqual([expect.stringMatching(`^blob:${siteUrl}`)]);
});

test.each<[string, string, string]>([
  ['the package', PACKAGE, `data:text/javascript,import%20%22http`],
  ['the one file', STANDALONE, 'data:text/javascript,'],
])('in a frame without an origin %s starts a worker from a data: address', async (_, from, address) => {
  const { answered, ...outcome } = await train('/frame', { from });
  expect(outcome).toMatchObject(done);
  expect(answered).toEqual([expect.stringContaining(address)]);
});

test.each<[string, Record<string, string>, RegExp, number]>([
  ['the one file needs nothing but itself', { from: LONE }, /^blob:/, 0],
  ['the one file needs nothing but blobs', { from: LONE, policy: 'blobs' }, /^blob:/, 0],
  ['the one file takes the worker of the package where it is served with it, blobs forbidden or not', { from: STANDALONE, policy: 'strict' }, /fm-worker\.js$/, 0],
  ['the one file asks for no blob where the page names the worker', { from: STANDALONE, policy: 'strict', meta: WORKER }, /fm-worker\.js$/, 0],
  ['a copy of the one file alone asks for no blob either where the page names the worker', { from: LONE, policy: 'strict', meta: WORKER }, /fm-worker\.js$/, 0],
  ['the package is content with files under a strict policy', { from: PACKAGE, policy: 'strict' }, /fm-worker-training\.js$/, 0],
  ['the package respects Trusted Types', { from: PACKAGE, policy: 'trusted types' }, /fm-worker-training\.js$/, 0],
  ['an address given from script comes first', { from: PACKAGE, worker: `${WORKER}?mine` }, /fm-worker\.js\?mine$/, 0],
  ['an address given in the page comes first', { from: PACKAGE, meta: `.${WORKER}?mine` }, /fm-worker\.js\?mine$/, 0],
])('%s', async (_, query, address, violations) => {
  const outcome = await train('/page', query);
  expect(outcome).toMatchObject(done);
  expect(outcome.answered).toEqual([expect.stringMatching(address)]);
  expect(outcome.violations.length).toBe(violations);
});

test.each([
  ['leads nowhere', '/no-such-worker.js'],
  ['is no address at all', 'http://['],
])('an address that %s is passed over, with one warning for the page', async (_, meta) => {
  const outcome = await train('/page', { from: PACKAGE, meta, warnings: '' });
  expect(outcome).toMatchObject({ ...done, warnings: ['worker-url'] });
  expect(outcome.answered).toEqual([expect.stringMatching(/src\/worker\/fm-worker\.js$/)]);
});

test('an address of another origin is imported by a worker of the page', async () => {
  const outcome = await train('/page', { from: PACKAGE, worker: `${cdnUrl}${WORKER}` });
  expect(outcome).toMatchObject(done);
  expect(outcome.answered).toEqual([expect.stringMatching(/^blob:/)]);
});

test('where WebAssembly is forbidden, the worker trains without it and says so', async () => {
  // A worker from a blob is held to the page's own policy.
  expect(await train('/page', { from: STANDALONE, policy: 'blobs, no WebAssembly' })).toMatchObject({ ...done, engine: 'tfjs cpu' });
});

test.each<[string, string, Policy]>([
  ['the package', PACKAGE, 'no workers'],
  ['the one file', STANDALONE, 'no workers'],
  ['the one file without WebAssembly', STANDALONE, 'no workers, no WebAssembly'],
  ['the one file, let in by its nonce alone,', LONE, 'nonce'],
])('where no worker may start, %s trains in the page, which stays smooth', async (what, from, policy) => {
  const steps = 600;
  const query = { from, policy, steps: String(steps), ...(from === PACKAGE && { warnings: '' }) };
  const { answered, longestTaskMs, frames, ...outcome } = await train('/page', query);
  console.info(`${what}, on the page's own thread, ${outcome.engine}: longest task ${longestTaskMs.toFixed(0)} ms (told from 50 on), ${frames} frames for ${steps} steps`);
  expect(outcome).toMatchObject({ phase: 'done', step: steps });
  expect(answered).toEqual([]);
  if (from === PACKAGE) expect(outcome.warnings).toEqual(['main-thread']);
  // One long task would let the page paint once at most. How many frames it paints is the machine's speed, no more.
  expect(frames).toBeGreaterThan(3);
});

test('where nothing at all leads to the worker, the training fails in words', async () => {
  const isCode = (url: URL): boolean => /\/(fm-worker|inlined)[\w-]*\.js$/.test(url.pathname);
  const page = await browser.newPage();
  await page.route(isCode, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(`${siteUrl}/page?${new URLSearchParams({ from: PACKAGE })}`);
  const { code, message } = await failure(page);
  expect(code).toBe('worker-load');
  expect(message).toMatch(/worker could not be (loaded|started)/);
  await page.close();
});

test('a worker script that hangs is given up in one go, not once for each way that leads to it', async () => {
  const page = await browser.newPage();
  let asked = 0;
  const began = performance.now();
  await page.route((url) => /\/(fm-worker|inlined)[\w-]*\.js$/.test(url.pathname), () => void asked++);
  await page.goto(`${siteUrl}/page?${new URLSearchParams({ from: PACKAGE })}`);
  const { code, message } = await failure(page);
  console.info(`a hanging worker script, asked for ${asked} times, was given up after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  expect(code).toBe('worker-load');
  expect(message).toMatch(/did not answer within 10 seconds/);
  expect(asked).toBeGreaterThan(0);
  await page.close();
});

test('a worker script that hangs where the author has named it does not keep the package from its own', async () => {
  const page = await browser.newPage();
  await page.route((url) => url.pathname === '/slow/fm-worker.js', () => undefined);
  await page.goto(`${siteUrl}/page?${new URLSearchParams({ from: STANDALONE, meta: '/slow/fm-worker.js' })}`);
  await page.waitForFunction(() => (globalThis as { training?: { phase: string } }).training?.phase === 'done', undefined, { timeout: 30_000 });
  await page.close();
});

/** How the training in the page failed. */
async function failure(page: Page): Promise<{ code?: string; message: string }> {
  await page.waitForFunction(() => (globalThis as { training?: { phase: string } }).training?.phase === 'failed', undefined, { timeout: 30_000 });
  return page.evaluate(() => (globalThis as unknown as { training: { code?: string; message: string } }).training);
}
