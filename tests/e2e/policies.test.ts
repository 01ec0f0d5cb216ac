import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FmTrainer } from '../../components/classes.ts';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';

const STEPS = 40;
const strict = (worker: string, script = "'self'"): string =>
  `default-src 'none'; script-src ${script}; style-src 'self'; img-src 'self' blob: data:; worker-src ${worker}; connect-src 'self'`;

/** Policies as sites send them. `CDN` is another origin that serves the package. */
const PROFILES = {
  'P0, none': { policy: undefined, from: 'site', violations: 0 },
  'P1, a documentation site': { policy: "script-src 'self' CDN; worker-src blob:; connect-src *", from: 'CDN', violations: 0 },
  'P2, strict': { policy: strict("'self'"), from: 'site', violations: 0 },
  'P2 with WebAssembly': { policy: strict("'self'", "'self' 'wasm-unsafe-eval'"), from: 'site', violations: 0 },
  'Trusted Types': { policy: `${strict("'self'")}; require-trusted-types-for 'script'; trusted-types fm-worker lit-html`, from: 'site', violations: 0 },
  // Each of the four ways to a worker is a violation, and the trial of WebAssembly; that the page computes instead is said once.
  'P3, no workers': { policy: strict("'none'"), from: 'site', violations: 5 },
  'nonces alone and no workers': { policy: strict("'none'", "'nonce-figure'"), from: 'site', violations: 5 },
} as const;

let browser: Browser;
let site: Server;
let cdn: Server;
const at = (server: Server, host: string): string => `http://${host}:${(server.address() as AddressInfo).port}`;

const pageOf = (origin: string): string => `<!doctype html><html lang="en"><title>Policies</title>
  <script type="module" nonce="figure" crossorigin src="${origin}/dist/fm-elements.js"></script>
  <script nonce="figure" src="/watch.js"></script>
  <fm-trainer target="moons" hidden-layers="16" batch="32" steps="${STEPS}"></fm-trainer>
  <fm-field target="moons"></fm-field>
  <fm-sampler target="moons" count="100"></fm-sampler></html>`;

/** Keeps what the browser and the figures complain of. */
const watch = `
  globalThis.violations = []; globalThis.said = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));
  for (const name of ['fm-error', 'fm-warning']) addEventListener(name, ({ detail }) => said.push(detail.code));`;

const serve = (): Server =>
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any');
    const profile = PROFILES[searchParams.get('profile') as keyof typeof PROFILES];
    const send = (type: string, body: string, policy?: string): void => {
      response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...(policy && { 'Content-Security-Policy': policy }) });
      response.end(body);
    };
    const cdnUrl = at(cdn, '127.0.0.1');
    if (profile) return send('text/html', pageOf(profile.from === 'CDN' ? cdnUrl : ''), profile.policy?.replace('CDN', cdnUrl));
    if (pathname === '/watch.js') return send('text/javascript', watch);
    readFile(new URL(`../..${pathname}`, import.meta.url), 'utf8').then(
      (body) => send('text/javascript', body),
      () => response.writeHead(404).end(),
    );
  });

beforeAll(async () => {
  [site, cdn] = [serve(), serve()];
  await Promise.all([site, cdn].map((server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))));
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});

afterAll(async () => {
  await browser.close();
  for (const server of [site, cdn]) {
    server.close();
    server.closeAllConnections();
  }
});

test.each(Object.keys(PROFILES) as (keyof typeof PROFILES)[])('under %s figures draw, train and are printed, and no more is complained of than must be', async (name) => {
  const { violations: expected } = PROFILES[name];
  const page = await browser.newPage();
  const logged: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && logged.push(message.text()));
  page.on('pageerror', (error) => logged.push(String(error)));
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.goto(`${at(site, 'localhost')}/?profile=${encodeURIComponent(name)}`);
  await page.waitForFunction(() => [...document.querySelectorAll('fm-trainer, fm-field, fm-sampler')].every((figure) => ((figure as FmTrainer).toSvg?.()?.length ?? 0) > 1000));
  await page.evaluate(() => document.querySelector<FmTrainer>('fm-trainer')!.train());
  const phase = await page.waitForFunction(() => {
    const { training } = document.querySelector('fm-trainer') as unknown as { training?: { phase: string; step: number } };
    return /done|failed/.test(training?.phase ?? '') && `${training!.phase} ${training!.step}`;
  }, undefined, { timeout: 60_000 });
  expect(await phase.jsonValue()).toBe(`done ${STEPS}`);
  await page.evaluate(() => addEventListener('beforeprint', () => {
    const stills = [...document.querySelectorAll('fm-trainer, fm-field, fm-sampler')].map(({ shadowRoot }) => shadowRoot!.querySelectorAll('.on-paper path').length > 0);
    Object.assign(globalThis, { stills });
  }));
  await page.pdf();
  const { violations, said, stills } = await page.evaluate(() => {
    const { violations, said, stills } = globalThis as unknown as { violations: string[]; said: string[]; stills: boolean[] };
    return { violations, said, stills };
  });
  console.info(`${name}: ${violations.length} violations`);
  expect(violations).toHaveLength(expected);
  expect(stills).toEqual([true, true, true]);
  expect(said).toEqual(expected === 0 ? [] : ['main-thread']);
  // Where a policy forbids a way, the browser says so on the console too.
  expect(logged.filter((text) => !(expected > 0 && /Content Security Policy|violates the following/.test(text)))).toEqual([]);
  await page.close();
});
