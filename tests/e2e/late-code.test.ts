import { expect, onTestFinished, test } from 'vitest';
import type { FmSampler } from '../../components/classes.ts';
import { useBrowser } from './browser.ts';

const tools = useBrowser();

/** What the server never answers. */
async function openWithout(parts: RegExp, figure: string) {
  const page = await tools.browser.newPage();
  onTestFinished(() => page.close());
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  const asked: string[] = [];
  await page.route((url) => parts.test(url.pathname), (route) => void asked.push(route.request().url()));
  const address = new URL('/examples/late.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Late</title>${figure}<script type="module">
    globalThis.warnings = [];
    document.addEventListener('fm-warning', ({ detail }) => warnings.push(detail.message));
    import('/dist/cdn/fm-elements.js');
  </script></html>` }));
  await page.goto(address);
  return { page, asked, logged };
}

test('a figure in space whose WebGL code never comes is drawn without it, and says so', async () => {
  const { page, asked } = await openWithout(/\/webgl-(?!share-)[\w-]+\.js$/, '<fm-sampler target="moons" view="spacetime"></fm-sampler>');
  const found = await page.waitForFunction(() => {
    const { warnings } = globalThis as unknown as { warnings: string[] };
    const canvas = document.querySelector<FmSampler>('fm-sampler')?.shadowRoot?.querySelector('canvas');
    const isPainted = canvas?.width && canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
    return isPainted && warnings.length > 0 && warnings;
  }, undefined, { timeout: 40_000 });
  expect(await found.jsonValue()).toEqual([expect.stringMatching(/WebGL painter could not be loaded.*did not come in 10 seconds/)]);
  expect(asked).toHaveLength(1);
});

test('a figure whose words of another language never come speaks English after ten seconds, and says so', async () => {
  const { page, asked, logged } = await openWithout(/\/fr-[\w-]+\.js$/, '<div lang="fr"><fm-field target="moons"></fm-field></div>');
  await page.waitForFunction(() => {
    const root = document.querySelector('fm-field')?.shadowRoot;
    return root?.querySelector('.figure:not([aria-busy])') && root.querySelector('canvas')?.ariaLabel?.startsWith('Exact velocity field');
  }, undefined, { timeout: 40_000 });
  expect(logged.filter((text) => text.includes('words of the language "fr"'))).toHaveLength(1);
  expect(asked).toHaveLength(1);
});
