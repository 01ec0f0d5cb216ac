import { existsSync, readFileSync } from 'node:fs';
import { preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const BUILT = new URL('../../out/storybook/', import.meta.url);

export interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
  readonly tags: readonly string[];
}

const index = new URL('index.json', BUILT);
if (!existsSync(index)) throw new Error('There is no Storybook to look at: npm run build:storybook makes it.');

/** All that Storybook lists, in its order. */
export const entries: readonly Entry[] = Object.values((JSON.parse(readFileSync(index, 'utf8')) as { entries: Record<string, Entry> }).entries);

/** Storybook as it was built, served for the tests of one file. */
export function useStorybook(): { readonly address: string; frameOf(entry: Entry, args?: string): string } {
  let server: PreviewServer;
  beforeAll(async () => {
    server = await preview({ configFile: false, logLevel: 'silent', build: { outDir: BUILT.pathname }, preview: { host: '127.0.0.1', port: 0 } });
  });
  afterAll(() => server.close());
  return {
    get address() {
      return server.resolvedUrls!.local[0];
    },
    /** Its own look for mistakes of accessibility is left to the tests. @param args  as Storybook writes them: `name:value;name:value` */
    frameOf({ id, type }, args = '') {
      return `${this.address}iframe.html?id=${id}&viewMode=${type}&globals=a11y.manual:!true&args=${args}`;
    },
  };
}
