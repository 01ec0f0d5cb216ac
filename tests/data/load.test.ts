import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DataError, loadData } from '../../src/data/index.ts';

/** A real server on this machine that answers every path alike. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const never = new AbortController().signal;
const load = (url: string, base: string): Promise<unknown> => loadData(url, base, {}, never);

async function coordinatesOf(url: string, base: string): Promise<number[]> {
  const loaded = await loadData(url, base, {}, never);
  if (loaded.kind !== 'table') throw new Error('not a table');
  return [...loaded.table.points.coordinates];
}

async function problem(promise: Promise<unknown>): Promise<DataError> {
  const error: unknown = await promise.then(() => new Error('it was loaded'), (reason: unknown) => reason);
  if (error instanceof DataError) return error;
  throw error;
}

test('a relative address is read beside the page', async () => {
  const base = await serve((request, response) => response.end(request.url === '/deep/a.csv' ? 'x,y\n1,2\n' : 'no'));
  expect(await coordinatesOf('a.csv', `${base}deep/article.html`)).toEqual([1, 2]);
});

test('a missing file names src and the status', async () => {
  const base = await serve((_, response) => response.writeHead(404).end('gone'));
  const error = await problem(load('penguin.csv', base));
  expect(error.attribute).toBe('src');
  expect(error.message).toBe('"penguin.csv" could not be loaded (the server answered 404); check the address.');
});

test('a web page in place of the file is said to be one, whatever its type claims', async () => {
  const honest = await serve((_, response) => response.setHeader('content-type', 'text/html').end('hello'));
  const plain = await serve((_, response) => response.setHeader('content-type', 'text/plain').end('\n<!DOCTYPE html><p>Sign in'));
  for (const base of [honest, plain]) expect((await problem(load('a.csv', base))).message).toContain('is a web page, not a table');
});

test('a server that nobody runs is said to be out of reach', async () => {
  expect((await problem(load('a.csv', 'http://127.0.0.1:9/'))).message).toContain('could not be loaded');
});

test('an endless file is cut at 8 MB', async () => {
  const base = await serve((_, response) => {
    const line = '1,2\n'.repeat(16_384);
    const pour = (): void => {
      while (!response.destroyed && response.write(line));
    };
    response.on('drain', pour);
    pour();
  });
  expect((await problem(load('a.csv', base))).message).toContain('larger than 8 MB');
});

test.each(['javascript:alert(1)', 'data:text/html,<p>', 'ftp://example.org/a.csv'])('%s is refused', async (url) => {
  expect((await problem(load(url, 'http://localhost/'))).message).toContain('are not read');
});

test('an address with a password is refused', async () => {
  expect((await problem(load('http://me:secret@localhost/a.csv', 'http://localhost/'))).message).toContain('leave them out');
});

test('inline CSV is read', async () => {
  expect(await coordinatesOf(`data:text/csv,${encodeURIComponent('a,b\n3,4')}`, 'http://localhost/')).toEqual([3, 4]);
});

test('an aborted request rejects with the abort, not with words for the author', async () => {
  const base = await serve(() => undefined);
  const abort = new AbortController();
  const loading = loadData('a.csv', base, {}, abort.signal);
  abort.abort();
  await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
});
