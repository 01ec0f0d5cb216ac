import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.csv': 'text/csv', '.css': 'text/css', '.wasm': 'application/wasm' };

/** Serves the files of a folder, and nothing where there is none. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname)).replace(/[/\\]$/, '/index.html');
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An element of ours, as far as these tests look at it; the page has the real one. */
interface Trainer extends HTMLElement {
  readonly updateComplete: Promise<boolean>;
  flow?: { training: { state$: { subscribe(take: (state: { phase: string; step?: number }) => void): unknown } } };
}

/** A page that has been opened, and all that went wrong in it so far. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, and requests that found nothing. */
  readonly complaints: string[];
  /** Addresses that the page, or a worker of it, has asked for. */
  readonly requests: string[];
  /** Addresses of its workers. */
  readonly workers: string[];
}

/** @param before  runs in the page before its own scripts */
export async function openPage(browser: Browser, url: string, before: () => void = () => undefined): Promise<OpenedPage> {
  const page = await browser.newPage();
  const [complaints, requests, workers]: string[][] = [[], [], []];
  page.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url().slice(0, 200)}`));
  page.on('request', (request) => requests.push(request.url()));
  page.on('worker', (worker) => workers.push(worker.url()));
  // The browser asks for it by itself, and no page here has one.
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.addInitScript(() => {
    const warnings: string[] = [];
    Object.assign(globalThis, { warnings });
    addEventListener('fm-warning', (event) => warnings.push((event as CustomEvent<{ code: string }>).detail.code));
    addEventListener('fm-error', (event) => warnings.push((event as CustomEvent<{ message: string }>).detail.message));
  });
  await page.addInitScript(before);
  await page.goto(url);
  return { page, complaints, requests, workers };
}

/** Resolves once the page's trainer has trained at least one step. */
export async function trainOneStep(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await customElements.whenDefined('fm-trainer');
    const trainer = document.querySelector<Trainer>('fm-trainer');
    await trainer?.updateComplete;
    trainer?.flow?.training.state$.subscribe((state) => Object.assign(globalThis, { training: state }));
  });
  await page.waitForFunction(() => ((globalThis as { training?: { step?: number } }).training?.step ?? 0) >= 1, undefined, { timeout: 60_000 });
}

/** Codes of the warnings, and messages of the errors, that figures of the page have given. */
export const warningsOf = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { warnings: string[] }).warnings);
