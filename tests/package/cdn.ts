import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pathOf } from './built.ts';

const CDN = '/dist/cdn/';

/** How a file is lost: not there, empty, or never answered. */
export type Loss = 'missing' | 'empty' | 'silent';

/** Two origins: a site whose pages are written here, and a CDN with the package. */
export interface Origins {
  readonly cdnUrl: string;
  /** A page of the site, which may hold `CDN` for the other origin, and the policy that it is sent with. */
  pageOf(body: string, policy?: string): string;
  /** Names of the files in `dist/cdn/` that were asked for, on either origin, each once; a new list begins with every page. */
  asked(): string[];
  /** What they weigh together, as a CDN sends them. */
  askedKb(): number;
  /** From now on there is no such file. */
  lose(name: RegExp, how?: Loss): void;
  close(): void;
}

/** What a file of `dist/cdn/` weighs, in kB of gzip -9. */
const weights = new Map<string, number>();

export async function serveOrigins(): Promise<Origins> {
  const asked = new Set<string>();
  let page: { readonly body: string; readonly policy?: string } = { body: '' };
  let lost: RegExp | undefined;
  let how: Loss = 'missing';
  const serve = (): Server => createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    const send = (type: string, body: Buffer | string, policy?: string): void => {
      response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...(policy && { 'Content-Security-Policy': policy }) }).end(body);
    };
    if (pathname === '/') return send('text/html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>one tag</title>${page.body}</html>`, page.policy);
    if (pathname === '/points.csv') return send('text/csv', 'x,y\n0,1\n1,0\n2,2\n1,3\n');
    const name = pathname.startsWith(CDN) ? pathname.slice(CDN.length) : undefined;
    if (name !== undefined && how !== 'missing' && lost?.test(name)) return how === 'empty' ? send('text/javascript', '') : undefined;
    if (name === undefined || lost?.test(name)) return void response.writeHead(404).end();
    readFile(pathOf(pathname.slice(1))).then(
      (body) => {
        asked.add(name);
        weights.set(name, gzipSync(body, { level: 9 }).length / 1000);
        send('text/javascript', body);
      },
      () => response.writeHead(404).end(),
    );
  });
  const servers = [serve(), serve()];
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))));
  const [site, cdn] = servers.map((server) => (server.address() as AddressInfo).port);
  const cdnUrl = `http://127.0.0.1:${cdn}`;
  return {
    cdnUrl,
    pageOf(body, policy) {
      asked.clear();
      page = { body: body.replaceAll('CDN', cdnUrl), ...(policy && { policy: policy.replaceAll('CDN', cdnUrl) }) };
      return `http://localhost:${site}/`;
    },
    asked: () => [...asked].sort(),
    askedKb: () => [...asked].reduce((sum, name) => sum + (weights.get(name) ?? 0), 0),
    lose(name, by = 'missing') {
      lost = name;
      how = by;
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
