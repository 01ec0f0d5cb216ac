import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { FmTrainer } from '../../components/classes.ts';
import { ensureBrowsers } from '../../scripts/browser.mjs';
import { startDisplay } from '../../scripts/display.mjs';
import { startWebKit } from '../../scripts/webkit.mjs';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; worker-src 'none'; connect-src 'self'";
const PAGE = `<!doctype html><html lang="en"><title>WebKit</title><script type="module" src="/dist/fm-elements.js"></script>
  <fm-trainer target="moons" hidden-layers="16" batch="32" steps="40"></fm-trainer></html>`;

async function serve(): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') return void response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': POLICY }).end(PAGE);
    void readFile(new URL(`../..${path}`, import.meta.url)).then(
      (body) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => (server.close(), server.closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const { webkit } = ensureBrowsers();

// It compiles a module under this policy, and refuses the instance.
test.skipIf(!webkit)("WebKit without 'wasm-unsafe-eval' trains with tfjs on the cpu", async () => {
  const session = await startWebKit(webkit!, await startDisplay());
  onTestFinished(() => session.close());
  await session.open(await serve());
  const end = await session.evaluate(async () => {
    const trainer = document.querySelector('fm-trainer') as FmTrainer;
    while (!trainer.flow) await new Promise((resolve) => requestAnimationFrame(resolve));
    trainer.train();
    return new Promise((resolve) => void trainer.flow!.training.state$.subscribe((state) => /done|failed/.test(state.phase) && resolve({ ...state, curve: [] })));
  });
  expect(end).toMatchObject({ phase: 'done', step: 40, engine: 'tfjs cpu' });
});
