import { expect } from '@open-wc/testing';
import { filter, firstValueFrom } from 'rxjs';
import { render, type RenderOptions } from '../../src/figures/index.ts';
import { CLOUD, createFlow, defaultsOf } from '../../src/streams/index.ts';

it('a figure is drawn by the page’s workers without any element, before and after its network has learned', async () => {
  const before = document.documentElement.outerHTML;
  const flow = createFlow({ target: 'moons', hiddenLayers: [8], batch: 16, steps: 30, seed: 3 });
  const options: RenderOptions = { view: 'spacetime', layers: ['arrows', 'particles', 'paths'], models: ['learned'], cloud: { ...defaultsOf(CLOUD), count: 40, steps: 8 }, t: 0.5, widthPx: 480, heightPx: 320 };
  const [exact, untrained] = [await render(flow, { ...options, models: ['exact'] }), await render(flow, options)];
  flow.training.start();
  await firstValueFrom(flow.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  const trained = await render(flow, options);
  expect(new Set([exact, untrained, trained]).size).to.equal(3);
  for (const svg of [exact, untrained, trained]) {
    const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect([documentElement.getAttribute('width'), documentElement.getAttribute('height')]).to.deep.equal(['480', '320']);
    expect(documentElement.querySelectorAll('path').length).to.be.greaterThan(20);
  }
  expect(document.documentElement.outerHTML).to.equal(before);
  // What becomes pixels is an image of the page's own.
  const image = Object.assign(new Image(), { src: `data:image/svg+xml,${encodeURIComponent(trained)}` });
  await image.decode();
  expect([image.naturalWidth, image.naturalHeight]).to.deep.equal([480, 320]);
});
