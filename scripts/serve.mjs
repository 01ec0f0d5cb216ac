/** Serves the examples as an author's site would, and the built file from a second origin as a CDN would. */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { ROOT } from './npm.mjs';

const ARTICLE = '/examples/article/';
const LECTURE = 'examples/lecture/';
const SLIDES = 'examples/slides/';
const CROSS_ORIGIN = '/cross-origin/';
/** The last is what the deck of slides is shown by. */
const PUBLIC_FOLDERS = ['/examples/', '/dist/', '/node_modules/reveal.js/dist/'];
/** The script tag of the article, which its copy on the other origin replaces. */
const OWN_SCRIPT = 'src="../../dist/fm-elements.js"';
const PORTS_TO_TRY = 20;

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8', '.map': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.md': 'text/markdown; charset=utf-8', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.ico': 'image/x-icon',
};

/** @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array | string }} Answer */

/** @type {(status: number, sentence: string) => Answer} */
const page = (status, sentence) => ({
  status,
  headers: { 'Content-Type': TYPES['.html'] },
  body: `<!doctype html><html lang="en"><title>${status}</title><p>${sentence}</p></html>\n`,
});
const notFound = page(404, 'There is nothing at this address.');

/** @type {(location: string) => Answer} */
const redirect = (location) => ({ status: 302, headers: { Location: location }, body: '' });

/** @param {string} path  decoded path of a URL @returns {Promise<Answer>} */
async function publicFile(path) {
  const file = join(ROOT, normalize(path));
  const isPublic = PUBLIC_FOLDERS.some((folder) => file.startsWith(join(ROOT, folder)));
  if (!isPublic || path.includes('\0')) return notFound;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) return path.endsWith('/') ? publicFile(`${path}index.html`) : redirect(`${encodeURI(path)}/`);
  if (!found?.isFile() || file.endsWith(sep)) return notFound;
  return { status: 200, headers: { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }, body: await readFile(file) };
}

/** The article itself, but for the address of its script. @param {string} scriptUrl @returns {Promise<Answer>} */
async function articleWithScriptFrom(scriptUrl) {
  const answer = await publicFile(ARTICLE);
  if (answer.status !== 200) return answer;
  const [before, after, ...others] = answer.body.toString().split(OWN_SCRIPT);
  if (after === undefined || others.length > 0) return page(500, `The article must contain ${OWN_SCRIPT.replaceAll('"', '&quot;')} exactly once.`);
  return { ...answer, body: `${before}src="${scriptUrl}"${after}` };
}

/** @param {string} path @param {string} cdnUrl @returns {Promise<Answer>} */
async function answerOfSite(path, cdnUrl) {
  if (path === '/') return redirect(ARTICLE);
  if (path === CROSS_ORIGIN) return articleWithScriptFrom(`${cdnUrl}fm-elements.js`);
  if (path.startsWith(CROSS_ORIGIN)) return publicFile(ARTICLE + path.slice(CROSS_ORIGIN.length));
  return publicFile(path);
}

/** @param {string} path @returns {Promise<Answer>} */
async function answerOfCdn(path) {
  const answer = path === '/fm-elements.js' ? await publicFile('/dist/fm-elements.js') : notFound;
  return { ...answer, headers: { ...answer.headers, 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' } };
}

/** @param {(path: string) => Promise<Answer>} answerTo */
const serverOf = (answerTo) => createServer(async (request, response) => {
  /** @type {Answer} */
  let answer;
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') answer = page(405, 'Only GET and HEAD are answered here.');
    else answer = await answerTo(decodeURIComponent((request.url ?? '/').split(/[?#]/, 1)[0]));
  } catch (error) {
    answer = error instanceof URIError ? page(400, 'This address is not well formed.') : page(500, 'The server could not read the file.');
  }
  response.writeHead(answer.status, { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...answer.headers });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
});

/**
 * @param {import('node:http').Server} server
 * @param {number} port  0 for any free one; a taken one leads to the next
 * @returns {Promise<number>} the port it listens on, on this machine alone
 */
async function listen(server, port) {
  for (let wanted = port; ; wanted++) {
    const error = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (error === undefined) return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    if (error.code !== 'EADDRINUSE' || wanted >= port + PORTS_TO_TRY) throw error;
  }
}

/**
 * Serves the article, the lecture, its slides and, on a second port that stands for a CDN, `fm-elements.js` alone. The two addresses differ
 * in name as well as in port, so that nothing a browser allows "the same site" is allowed here.
 *
 * @param {{ port: number, cdnPort: number }} ports  0 for any free port
 * @returns {Promise<{ url: string, crossOriginUrl: string, lectureUrl: string, slidesUrl: string, close: () => Promise<void> }>}
 *   `url` is the article with the file beside it, `crossOriginUrl` the same article with the file from the CDN, `lectureUrl` the lecture and `slidesUrl` its slides, both in English
 */
export async function serveArticle({ port, cdnPort }) {
  let cdnUrl = '';
  const site = serverOf((path) => answerOfSite(path, cdnUrl));
  const siteUrl = `http://localhost:${await listen(site, port)}`;
  const cdn = serverOf(answerOfCdn);
  cdnUrl = `http://127.0.0.1:${await listen(cdn, cdnPort)}/`;
  const closed = (/** @type {import('node:http').Server} */ server) => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return {
    url: `${siteUrl}/`,
    crossOriginUrl: `${siteUrl}${CROSS_ORIGIN}`,
    lectureUrl: `${siteUrl}/${LECTURE}`,
    slidesUrl: `${siteUrl}/${SLIDES}`,
    close: async () => { await Promise.all([closed(site), closed(cdn)]); },
  };
}
