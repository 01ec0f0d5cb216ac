import { expect } from '@open-wc/testing';
import type { Scene } from '../../src/scene/index.ts';
import { createMoonsFlow, createMoonsVolume } from '../scene/create.ts';
import {
  createStage, frames, nextFrame, paintedByWebgl, paintedCount, pixelsOf, remove, until, watchContexts, watchLosses,
} from './scene.ts';
import type { Stage } from './scene.ts';
import { planeScene, spacetimeScene } from '../scene/scenes.ts';

const FIGURES = 64;
const flow = createMoonsFlow();
const volume = createMoonsVolume();
const createDeep = () => spacetimeScene(flow);
const createPlane = () => planeScene({ ...flow, volume });

function createFar(): HTMLElement {
  const spacer = document.createElement('div');
  spacer.style.height = '4000px';
  document.body.append(spacer);
  return spacer;
}

/** A scene that counts how often it is asked for its marks. */
function counted(scene: Scene, count: { draws: number }): Scene {
  return {
    depth: scene.depth,
    camera: (surface, orbit) => scene.camera(surface, orbit),
    marks: (t, surface, camera) => {
      count.draws++;
      return scene.marks(t, surface, camera);
    },
  };
}

describe('a page of many figures', () => {
  it(`has at most one WebGL context for ${FIGURES} of them, and all are painted after one scroll`, async () => {
    const watch = watchContexts();
    const losses = watchLosses();
    const stages = Array.from({ length: FIGURES }, (_, i) => createStage(i % 2 === 0 ? createDeep() : createPlane(), { width: 240, height: 160 }));
    await paintedByWebgl(stages[0]);
    for (const { box, viewport } of stages) {
      box.scrollIntoView();
      await until(() => viewport.painter !== 'none', 'the figure that is scrolled to is painted');
    }
    await until(() => stages.every(({ viewport }, i) => i % 2 === 1 || viewport.painter === 'webgl'), 'WebGL has painted all deep figures');
    expect(stages.filter((stage) => paintedCount(pixelsOf(stage)) > 500)).to.have.length(FIGURES);
    expect(watch.contexts.filter((context) => !context.isContextLost()).length).to.be.at.most(1);
    expect(losses.count).to.equal(0);
    expect(stages.flatMap(({ warnings }) => warnings)).to.deep.equal([]);
    stages.forEach(remove);
    losses.stop();
    watch.stop();
    window.scrollTo(0, 0);
  }).timeout(60_000);

  it('asks 20 figures below the fold for no picture, and the page for no animation frame, in three seconds of play', async () => {
    const spacer = createFar();
    const count = { draws: 0 };
    const stages = Array.from({ length: 20 }, (_, i) => createStage(counted(i % 2 === 0 ? createDeep() : createPlane(), count)));
    await frames(5);
    const original = window.requestAnimationFrame;
    let asked = 0;
    window.requestAnimationFrame = (callback) => {
      asked++;
      return original.call(window, callback);
    };
    for (let tick = 0; tick < 180; tick++) {
      for (const { viewport } of stages) viewport.time = (tick % 60) / 60;
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    window.requestAnimationFrame = original;
    expect([count.draws, asked]).to.deep.equal([0, 0]);
    stages[1].box.scrollIntoView();
    await until(() => stages[1].viewport.frames > 0, 'the figure that is scrolled to is painted');
    stages.forEach(remove);
    spacer.remove();
    window.scrollTo(0, 0);
  });
});

describe('a deep figure on a slow machine', () => {
  it('moves in a coarser picture, and is sharp again at rest', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const full = stage.canvas.width;
    stage.viewport.onPaint = () => {
      const begin = performance.now();
      while (performance.now() - begin < 70);
    };
    await until(() => moved(stage) && stage.canvas.width < 0.6 * full, 'the picture is coarser', 10_000);
    expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(500);
    stage.viewport.onPaint = null;
    await until(() => stage.canvas.width === full, 'the picture is sharp again');
    const { frames: painted } = stage.viewport;
    for (let i = 0; i < 30; i++) await nextFrame();
    expect(stage.viewport.frames).to.equal(painted);
    remove(stage);
  });
});

function moved({ viewport }: Stage): true {
  viewport.time = (viewport.time + 0.01) % 1;
  return true;
}
