import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { ensureBrowser, quickBrowserArgs } from '../../scripts/browser.mjs';
import { serveArticle } from '../../scripts/serve.mjs';

type Served = Awaited<ReturnType<typeof serveArticle>>;

/**
 * A browser and the served article for the tests of one file; both are there from its first test on.
 *
 * @param args  of Chromium
 */
export function useBrowser(args = quickBrowserArgs): { readonly browser: Browser; readonly served: Served } {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureBrowser(), args });
    served = await serveArticle({ port: 0, cdnPort: 0 });
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  return {
    get browser() {
      return browser;
    },
    get served() {
      return served;
    },
  };
}
