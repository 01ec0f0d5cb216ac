import { expect, fixture, html } from '@open-wc/testing';
import type { FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { readPictures } from '../../src/data/index.ts';
import { expectFrench } from './french.ts';
import { waitUntil } from './wait.ts';

const LONG = { timeout: 25_000 };
const [ACROSS, DOWN] = [10, 6];
const SIDE = 6;

/** A sheet of tiles of 6 by 6 pixels: upright bars in the upper half, lying ones in the lower, each somewhere on a little noise. */
async function sheet(): Promise<string> {
  const canvas = new OffscreenCanvas(ACROSS * SIDE, DOWN * SIDE);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let tile = 0; tile < ACROSS * DOWN; tile++) {
    const [left, top] = [(tile % ACROSS) * SIDE, Math.floor(tile / ACROSS) * SIDE];
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
      const isInk = (tile < (ACROSS * DOWN) / 2 ? x : y) === tile % SIDE;
      const grey = (isInk ? 20 : 235) + 20 * Math.sin(7 * pixel + 3 * tile);
      context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      context.fillRect(left + x, top + y, 1, 1);
    }
  }
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}

const noteOf = ({ shadowRoot }: Element): string => shadowRoot!.querySelector('.rows')?.textContent?.trim() ?? '';
const problemOf = ({ shadowRoot }: Element): string => shadowRoot!.querySelector('[role=alert]')?.textContent ?? '';
const toldOf = ({ shadowRoot }: Element): string => shadowRoot!.querySelector('[part=reading]')?.textContent ?? '';

describe('pictures as data', () => {
  it('are drawn in a gallery, which says what of them is kept and how near its pictures come', async () => {
    const src = await sheet();
    const figure = await fixture<FmSampler>(html`<fm-sampler style="width: 480px" src=${src} codec="pca 8" tile="6x6" tile-classes="upright lying" t="1" steps="16"></fm-sampler>`);
    await waitUntil(() => toldOf(figure) || problemOf(figure), 'nothing is told', LONG);
    expect(problemOf(figure)).to.equal('');
    expect(noteOf(figure)).to.match(/^60 pictures of 6 by 6 pixels, each as 8 numbers along its main axes, which keep \d\d(\.\d)? % of the variance; bandwidth 0\.10$/);
    expect(toldOf(figure)).to.match(/^8 pictures of as many draws of noise: what they become lies \d/);
    const svg = figure.toSvg()!;
    expect(svg.match(/<image/g)).to.have.length(3);
    expect(svg).to.contain('PPCA, from the same noise');
    figure.view = 'spacetime';
    await waitUntil(() => (figure.toSvg()?.match(/<image/g) ?? []).length === 0 && (figure.toSvg() ?? '').includes('z₁'), 'no axes', LONG);
    figure.probe = 'point';
    await waitUntil(() => problemOf(figure), 'nothing is said', LONG);
    expect(problemOf(figure)).to.contain('"point" depends on all 8 dimensions');
  });

  it('are learned by a network with their classes, which a gallery of one class follows', async () => {
    const src = await sheet();
    const page = await fixture<HTMLElement>(html`<div style="width: 480px">
      <fm-trainer id="bars" src=${src} codec="pca 8" tile="6x6" tile-classes="upright lying" steps="60" batch="64"></fm-trainer>
      <fm-sampler from="#bars" condition="lying" guidance="2" t="1" steps="8"></fm-sampler>
    </div>`);
    const [trainer, gallery] = [page.querySelector<FmTrainer>('fm-trainer')!, page.querySelector<FmSampler>('fm-sampler')!];
    await waitUntil(() => toldOf(gallery) || problemOf(gallery), 'no gallery', LONG);
    const before = toldOf(gallery);
    trainer.train();
    await waitUntil(() => /again/i.test(trainer.shadowRoot!.textContent ?? ''), 'not trained', LONG);
    await waitUntil(() => toldOf(gallery) !== before, 'the gallery stands still', LONG);
    expect(problemOf(gallery)).to.equal('');
  });

  it('that cannot be taken apart, or a class that no picture has, are said in words, in French as well', async () => {
    const src = await sheet();
    const page = await fixture<HTMLElement>(html`<div lang="fr" style="width: 480px">
      <fm-sampler src=${src} codec="pca 8" tile="7x6"></fm-sampler>
      <fm-sampler src=${src} codec="pca 8" tile="6x6" tile-classes="upright lying" condition="slanted"></fm-sampler>
      <fm-sampler src=${src} codec="pca 40" tile="6x6"></fm-sampler>
      <fm-sampler src=${src} codec="pca 8" tile="6x6" layers="arrows" view="plane"></fm-sampler>
      <fm-sampler src=${src} codec="jpeg" tile="6x6"></fm-sampler>
    </div>`);
    const figures = [...page.querySelectorAll('fm-sampler')];
    await waitUntil(() => figures.every((figure) => problemOf(figure)), 'not all say it', LONG);
    const [tile, condition, axes, layers, codec] = figures.map(problemOf);
    expect(tile).to.contain('tile').and.to.contain('60 pixels sur 36');
    expect(condition).to.contain('slanted');
    expect(axes).to.contain('codec').and.to.match(/pca \d+/);
    expect(layers).to.contain('arrows').and.to.contain('8 dimensions');
    expect(codec).to.contain('codec').and.to.contain('jpeg');
    for (const figure of figures) await expectFrench(figure, ['upright lying slanted condition none', src]);
  });

  it('of millions of pixels are read in pieces, between which the page goes on, and each has its place', async () => {
    const [width, height, tile] = [3000, 2000, 200];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    for (let i = 0; i < (width * height) / tile ** 2; i++) {
      context.fillStyle = `rgb(${i} ${i} ${i})`;
      context.fillRect((i % (width / tile)) * tile, Math.floor(i / (width / tile)) * tile, tile, tile);
    }
    const file = { bytes: new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()), type: 'image/png', name: 'large.png' };
    const { port1, port2 } = new MessageChannel();
    let turns = 0;
    port1.onmessage = () => {
      turns++;
      port2.postMessage(undefined);
    };
    port2.postMessage(undefined);
    const reading = readPictures(file, { tile: `${tile}x${tile}` }, new AbortController().signal);
    let before = 0;
    const { count, shades } = await reading.finally(() => {
      before = turns;
      port1.close();
    });
    expect(before).to.be.greaterThan(20);
    expect(count).to.equal(150);
    for (const i of [0, 1, 14, 15, 149]) expect([...new Set(shades.subarray(i * tile ** 2, (i + 1) * tile ** 2))]).to.deep.equal([255 - i]);
    const left = new AbortController();
    const given = readPictures(file, { tile: `${tile}x${tile}` }, left.signal).then(() => 'read', (error: unknown) => error);
    left.abort('left');
    expect(await given).to.equal('left');
  });

  it('that are all the same are refused in words, and any strength of guidance is drawn', async () => {
    const src = await sheet();
    const blank = new OffscreenCanvas(12, 12);
    blank.getContext('2d')!.fillRect(0, 0, 12, 12);
    const blankSrc = URL.createObjectURL(await blank.convertToBlob({ type: 'image/png' }));
    const page = await fixture<HTMLElement>(html`<div style="width: 480px">
      <fm-sampler src=${blankSrc} codec="pca 4" tile="6x6"></fm-sampler>
      <fm-sampler src=${src} codec="pca 8" tile="6x6" tile-classes="upright lying" condition="lying" guidance="1e9" t="1" steps="8"></fm-sampler>
    </div>`);
    const [same, guided] = [...page.querySelectorAll('fm-sampler')];
    await waitUntil(() => problemOf(same) && (toldOf(guided) || problemOf(guided) || guided.toSvg()?.includes('<image')), 'not all say it', LONG);
    expect(problemOf(same)).to.contain('codec: All pictures are the same');
    expect(problemOf(guided)).to.equal('');
  });

  it('are generated by probabilistic PCA beside the flow', async () => {
    const src = await sheet();
    const figure = await fixture<FmSampler>(html`<fm-sampler style="width: 640px" src=${src} codec="pca 8" tile="6x6" view="gallery" compare="generator: ppca, flow" t="1" steps="8"></fm-sampler>`);
    await waitUntil(() => problemOf(figure) || (figure.toSvg()?.match(/<image/g) ?? []).length === 6, 'not both are drawn', LONG);
    expect(problemOf(figure)).to.equal('');
  });
});
