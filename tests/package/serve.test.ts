import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveArticle } from '../../scripts/serve.mjs';
import { textOf } from './built.ts';

let site: Awaited<ReturnType<typeof serveArticle>>;
beforeAll(async () => { site = await serveArticle({ port: 0, cdnPort: 0 }); });
afterAll(() => site.close());

/** Unlike fetch, sends the path as it is, dots and all. */
const statusOfRawPath = (path: string) => new Promise<number | undefined>((resolve, reject) => {
  const { port } = new URL(site.url);
  request({ host: '127.0.0.1', port, path }, (response) => {
    response.resume();
    resolve(response.statusCode);
  }).on('error', reject).end();
});

const scriptOf = (html: string) => /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the server of the example article', () => {
  test('leads from / to the article, whose script is a file of the same origin', async () => {
    const response = await fetch(site.url);
    expect(new URL(response.url).pathname).toBe('/examples/article/');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const script = await fetch(new URL(scriptOf(await response.text()), response.url));
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe(textOf('dist/fm-elements.js'));
  });

  test('has a copy of the article that differs in the origin of its script alone', async () => {
    const own = await (await fetch(site.url)).text();
    const copy = await (await fetch(site.crossOriginUrl)).text();
    expect(new URL(scriptOf(copy)).origin).not.toBe(new URL(site.crossOriginUrl).origin);
    expect(copy.replace(scriptOf(copy), scriptOf(own))).toBe(own);
  });

  test('gives the other origin the script, to any page, and nothing else', async () => {
    const script = scriptOf(await (await fetch(site.crossOriginUrl)).text());
    const response = await fetch(script);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await fetch(new URL('/package.json', script))).status).toBe(404);
  });

  test('serves the data beside both copies', async () => {
    for (const article of [`${site.url}examples/article/`, site.crossOriginUrl]) {
      const response = await fetch(`${article}penguins.csv`);
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(await response.text()).toBe(textOf('examples/article/penguins.csv'));
    }
  });

  test('answers an unknown path with 404 and a page', async () => {
    const response = await fetch(`${site.url}examples/article/missing.csv`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test.each([
    '/package.json', '/examples/../package.json', '/examples/%2e%2e/package.json', '/examples/..%2fpackage.json', '/cross-origin/../../package.json',
    '/examples/article/../../../../../../etc/passwd', '//etc/passwd', '/dist/%00/../fm-elements.js', '/examples/..%5cpackage.json',
  ])('does not leave its folders for %s', async (path) => {
    expect(await statusOfRawPath(path)).toBe(404);
  });

  test('calls a path that is not well formed a bad request', async () => {
    expect(await statusOfRawPath('/examples/%E0%A4%A')).toBe(400);
  });

  test('answers neither POST nor PUT', async () => {
    expect((await fetch(site.url, { method: 'POST' })).status).toBe(405);
  });
});

test('takes the next free port when the wanted one is taken', async () => {
  const taken = Number(new URL(site.url).port);
  const other = await serveArticle({ port: taken, cdnPort: 0 });
  expect(Number(new URL(other.url).port)).toBeGreaterThan(taken);
  await other.close();
});
