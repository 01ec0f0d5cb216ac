import { expect } from '@open-wc/testing';
import { createMoonsFlow, createMoonsVolume } from '../scene/create.ts';
import { drag, middle } from './hands.ts';
import { createStage, differingPart, frames, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, until, watchContexts, type Stage } from './scene.ts';
import { planeScene, spacetimeScene } from '../scene/scenes.ts';

const createPlane = () => planeScene({ ...createMoonsFlow(), volume: createMoonsVolume() });
const createDeep = () => spacetimeScene(createMoonsFlow());

/** From the first deep figure on. */
const watch = watchContexts();
after(() => watch.stop());

/** Lets the page believe in another screen while `act` runs. */
async function onScreen(ratio: number, act: () => Promise<void>): Promise<void> {
  const original = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')!;
  Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: ratio });
  try {
    await act();
  } finally {
    Object.defineProperty(window, 'devicePixelRatio', original);
  }
}

/** The middle of all that is painted, in CSS pixels. */
function middleOf(stage: Stage): { x: number; y: number } {
  const { data, width, height } = pixelsOf(stage);
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < width * height; i++) {
    const opacity = data[4 * i + 3];
    mass += opacity;
    x += opacity * ((i % width) + 0.5);
    y += opacity * (Math.floor(i / width) + 0.5);
  }
  const ratio = width / stage.canvas.clientWidth;
  return { x: x / mass / ratio, y: y / mass / ratio };
}

/** Waits until the view has come to rest. */
async function rest(stage: Stage): Promise<ImageData> {
  let painted = -1;
  await until(() => {
    const still = stage.viewport.frames === painted;
    painted = stage.viewport.frames;
    return still;
  }, 'the figure has come to rest');
  await frames(30);
  return pixelsOf(stage);
}

describe('a figure on any screen', () => {
  for (const [name, create] of [['plane', createPlane], ['deep', createDeep]] as const) {
    it(`that is ${name} has as many pixels as the screen, with its marks where they are on every other`, async () => {
      const middles: { x: number; y: number }[] = [];
      for (const ratio of [0.5, 1, 2, 4]) {
        await onScreen(ratio, async () => {
          const stage = createStage(create());
          stage.viewport.time = 0.5;
          if (name === 'deep') await paintedByWebgl(stage);
          else await until(() => stage.viewport.frames > 0, 'the figure is painted');
          await until(() => stage.canvas.width === 360 * ratio, 'the picture has all its pixels', 10_000);
          await rest(stage);
          expect([stage.canvas.width, stage.canvas.height]).to.deep.equal([360 * ratio, 240 * ratio]);
          middles.push(middleOf(stage));
          remove(stage);
        });
      }
      for (const { x, y } of middles) expect(Math.hypot(x - middles[1].x, y - middles[1].y)).to.be.lessThan(1);
    }).timeout(40_000);
  }

  it('has no more than four pixels and no fewer than a half for each of CSS', async () => {
    for (const [ratio, used] of [[0.1, 0.5], [9, 4]]) {
      await onScreen(ratio, async () => {
        const stage = createStage(createPlane());
        await until(() => stage.viewport.frames > 0, 'the figure is painted');
        expect(stage.canvas.width).to.equal(360 * used);
        remove(stage);
      });
    }
  });
});

describe('a figure whose page comes and goes', () => {
  it('is not touched when the page is put away, and goes on when it is back', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const before = await rest(stage);
    for (const persisted of [true, false]) {
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }));
      await frames(3);
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));
      await frames(3);
    }
    expect(differingPart(before, pixelsOf(stage))).to.equal(0);
    expect(watch.contexts.map((context) => context.isContextLost())).to.deep.equal([false]);
    stage.viewport.time = 0.8;
    expect(differingPart(before, await repaint(stage))).to.be.greaterThan(0.005);
    expect(stage.viewport.painter).to.equal('webgl');
    expect(stage.warnings).to.deep.equal([]);
    remove(stage);
  });

  it('that begins or ends up without a size is painted in the size it then gets', async () => {
    for (const create of [createPlane, createDeep]) {
      const stage = createStage(create(), { width: 0, height: 0 });
      await frames(10);
      expect(stage.viewport.frames).to.equal(0);
      for (const [width, height] of [[300, 200], [420, 260]]) {
        const { frames: painted } = stage.viewport;
        Object.assign(stage.box.style, { width: `${width}px`, height: `${height}px` });
        await until(() => stage.viewport.frames > painted && stage.canvas.width === width * devicePixelRatio, 'the figure is painted', 10_000);
        await rest(stage);
        expect([stage.canvas.width, stage.canvas.height]).to.deep.equal([width * devicePixelRatio, height * devicePixelRatio]);
        expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(2000);
        Object.assign(stage.box.style, { width: '0', height: '0' });
        await frames(10);
      }
      remove(stage);
    }
  });
});

describe('a deep figure that has been turned', () => {
  it('is the same, at the same time and from the same side, after its context is lost', async () => {
    const stage = createStage(createDeep());
    stage.viewport.time = 0.37;
    await paintedByWebgl(stage);
    const first = await rest(stage);
    await drag(middle(stage.canvas), middle(stage.canvas, 90));
    const turned = await rest(stage);
    expect(differingPart(first, turned)).to.be.greaterThan(0.02);
    const { frames: painted } = stage.viewport;
    watch.contexts.at(-1)?.getExtension('WEBGL_lose_context')?.loseContext();
    await until(() => stage.viewport.frames > painted, 'the figure is painted anew', 10_000);
    expect(stage.viewport.time).to.equal(0.37);
    expect(stage.viewport.painter).to.equal('webgl');
    expect(differingPart(turned, await rest(stage))).to.be.lessThan(0.001);
    remove(stage);
  });
});
