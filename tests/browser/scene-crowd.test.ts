import { expect } from '@open-wc/testing';
import { darkTheme, lightTheme } from '../../src/scene/index.ts';
import type { Domain, Theme } from '../../src/scene/index.ts';
import { createMoonsFlow } from '../scene/create.ts';
import { planeScene, spacetimeScene } from '../scene/scenes.ts';
import {
  createStage, differingPart, frames, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, strayPart, until, watchContexts, withGpu, withoutWebgl,
} from './scene.ts';
import type { Stage } from './scene.ts';

const COUNT = 20_000;
/** GPUs place dots to a sixteenth of a pixel or so, which shows in 0.1 to 1.3 % of the pixels. */
const SAME = 0.02;
const flow = createMoonsFlow({ count: COUNT });
/** The cloud reaches over the edges of its plot. */
const narrow: Domain = { lower: [-1.5, -1], upper: [1.5, 1] };
const createCrowd = (domain = flow.domain) => planeScene({ ...flow, domain, layers: ['particles'] });

const paintedOnCanvas = ({ viewport }: Stage) => until(() => viewport.frames > 0 && viewport.painter === 'canvas', 'the canvas painter has painted');

async function pictureAt(stage: Stage, time: number): Promise<ImageData> {
  stage.viewport.time = time;
  return repaint(stage);
}

/** By the canvas alone. */
const onCanvas = (domain: Domain, theme: Theme, time: number): Promise<ImageData> => withShareOfItsOwn(() => withoutWebgl(async () => {
  const stage = createStage(createCrowd(domain));
  stage.viewport.theme = theme;
  await paintedOnCanvas(stage);
  const picture = await pictureAt(stage, time);
  expect(stage.viewport.painter).to.equal('canvas');
  remove(stage);
  return picture;
}));

/** Lets `act` run as on a page that has asked for no WebGL yet. */
const SHARE = Symbol.for('fm-elements.stage@2');
async function withShareOfItsOwn<T>(act: () => Promise<T>): Promise<T> {
  const place = globalThis as Record<symbol, unknown>;
  const share = place[SHARE];
  delete place[SHARE];
  try {
    return await act();
  } finally {
    place[SHARE] = share;
  }
}

describe('a plane figure of 20,000 particles', () => {
  const watch = watchContexts();
  after(() => watch.stop());
  const lose = () => watch.contexts.at(-1).getExtension('WEBGL_lose_context')!.loseContext();
  const living = () => watch.contexts.filter((context) => !context.isContextLost());

  it('is the same picture by the GPU, in light and dark, at every time, and cut off at its plot', () => withGpu(async () => {
    for (const domain of [flow.domain, narrow]) {
      for (const theme of [lightTheme, darkTheme]) {
        const stage = createStage(createCrowd(domain));
        stage.viewport.theme = theme;
        await paintedByWebgl(stage);
        for (const time of [0.2, 0.9]) {
          const [byGpu, byCanvas] = [await pictureAt(stage, time), await onCanvas(domain, theme, time)];
          expect(stage.viewport.painter).to.equal('webgl');
          expect(paintedCount(byGpu)).to.be.greaterThan(3000);
          expect(differingPart(byGpu, byCanvas)).to.be.lessThan(SAME);
          expect(Math.max(strayPart(byGpu, byCanvas), strayPart(byCanvas, byGpu))).to.be.lessThan(0.001);
        }
        remove(stage);
      }
    }
    expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('three'))).to.deep.equal([]);
  })).timeout(60_000);

  it('shares one context with others and with figures in space, and each stays the picture that it is', () => withGpu(async () => {
    const crowds = Array.from({ length: 4 }, () => createStage(createCrowd(), { width: 160, height: 110 }));
    for (const stage of crowds) await paintedByWebgl(stage);
    const alone = pixelsOf(crowds[0]);
    const deep = createStage(spacetimeScene(createMoonsFlow()), { width: 160, height: 110 });
    await paintedByWebgl(deep);
    await frames(20);
    const first = await pictureAt(deep, 0.5);
    for (let turn = 0; turn < 3; turn++) {
      for (const { viewport } of [...crowds, deep]) viewport.time = 0.1;
      await frames(10);
      for (const { viewport } of [...crowds, deep]) viewport.time = viewport === deep.viewport ? 0.5 : 0;
      await frames(10);
    }
    expect([...crowds, deep].map(({ viewport }) => viewport.painter)).to.deep.equal(new Array(5).fill('webgl'));
    expect(differingPart(pixelsOf(crowds[0]), alone)).to.be.lessThan(0.001);
    expect(differingPart(pixelsOf(deep), first)).to.be.lessThan(0.001);
    expect(living()).to.have.length(1);
    [...crowds, deep].forEach(remove);
  })).timeout(60_000);

  it('is the same picture while a lost context is replaced, and after', () => withGpu(async () => {
    const stage = createStage(createCrowd());
    await paintedByWebgl(stage);
    const before = await pictureAt(stage, 0.4);
    await new Promise((resolve) => setTimeout(resolve, 300));
    lose();
    await withoutWebgl(() => until(() => stage.viewport.painter === 'canvas', 'the canvas painter has taken over'));
    expect(differingPart(pixelsOf(stage), before)).to.be.lessThan(SAME);
    await paintedByWebgl(stage);
    expect(differingPart(pixelsOf(stage), before)).to.be.lessThan(0.001);
    expect(stage.warnings).to.deep.equal([]);
    expect(living()).to.have.length(1);
    remove(stage);
  }));

  it('has as many pixels as its box has on this screen, and grows with it', () => withGpu(async () => {
    const stage = createStage(createCrowd(), { width: 301.5, height: 200 });
    await paintedByWebgl(stage);
    stage.box.style.width = '700px';
    stage.box.style.height = '500px';
    await until(() => stage.canvas.width === Math.round(700 * devicePixelRatio), 'the figure has grown');
    await frames(3);
    const grown = pixelsOf(stage);
    expect(stage.viewport.painter).to.equal('webgl');
    remove(stage);
    const afresh = createStage(createCrowd(), { width: 700, height: 500 });
    await paintedByWebgl(afresh);
    expect(differingPart(grown, pixelsOf(afresh))).to.be.lessThan(0.001);
    remove(afresh);
  }));

  it('stays on the canvas where a program stands in for the GPU, or where there is no WebGL, and warns of nothing', async () => {
    for (const act of [withoutWebgl, <T>(run: () => Promise<T>) => run()]) {
      await withShareOfItsOwn(() => act(async () => {
        const stage = createStage(createCrowd());
        await paintedOnCanvas(stage);
        await frames(20);
        expect(paintedCount(await pictureAt(stage, 0.5))).to.be.greaterThan(3000);
        expect(stage.viewport.painter).to.equal('canvas');
        expect(stage.warnings).to.deep.equal([]);
        remove(stage);
      }));
    }
  });
});

describe('a plane figure of usual size', () => {
  it('asks for no context', async () => {
    const watch = watchContexts();
    const stage = createStage(planeScene({ ...createMoonsFlow({ count: 4000 }), layers: ['particles'] }));
    await paintedOnCanvas(stage);
    await frames(5);
    await pictureAt(stage, 0.7);
    expect(stage.viewport.painter).to.equal('canvas');
    expect(watch.contexts).to.deep.equal([]);
    remove(stage);
    watch.stop();
  });
});
