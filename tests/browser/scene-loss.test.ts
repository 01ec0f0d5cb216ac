import { expect } from '@open-wc/testing';
import { createMoonsFlow } from '../scene/create.ts';
import { buttonDown, buttonUp, middle, moveTo } from './hands.ts';
import { spacetimeScene } from '../scene/scenes.ts';
import {
  createStage, differingPart, frames, nextFrame, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, until, watchContexts, withoutWebgl,
} from './scene.ts';

const CYCLES = 25;
const createDeep = () => spacetimeScene(createMoonsFlow());

function latest(contexts: readonly WebGL2RenderingContext[]): WebGL2RenderingContext {
  const context = contexts.at(-1);
  if (!context) throw new Error('the page has asked for no WebGL context');
  return context;
}

/** A context that is lost sooner counts as one that does not work. */
const lived = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('when a WebGL context is lost', () => {
  const watch = watchContexts();
  after(() => watch.stop());

  it('the last picture stays, and the same picture comes back on a fresh context', async () => {
    const stage = createStage(createDeep());
    stage.viewport.time = 0.6;
    await paintedByWebgl(stage);
    await frames(20);
    const before = pixelsOf(stage);
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await lived(300);
      const lost = latest(watch.contexts);
      const { frames: painted } = stage.viewport;
      lost.getExtension('WEBGL_lose_context')!.loseContext();
      let stayed = true;
      const repainted = () => {
        if (stage.viewport.frames > painted) return true;
        stayed &&= differingPart(before, pixelsOf(stage)) === 0;
        return false;
      };
      await until(repainted, 'the picture is painted anew');
      expect(stayed).to.equal(true);
      expect(stage.viewport.painter).to.equal('webgl');
      expect(differingPart(before, pixelsOf(stage))).to.be.lessThan(0.001);
      expect(watch.contexts.at(-1)).not.to.equal(lost);
    }
    expect(stage.warnings).to.deep.equal([]);
    expect(watch.contexts.filter((context) => !context.isContextLost())).to.have.length(1);
    remove(stage);
  }).timeout(60_000);

  it('before the first picture or while it is prepared, that comes from the next context', async () => {
    const lose = () => latest(watch.contexts).getExtension('WEBGL_lose_context')!.loseContext();
    const nextOneToo = async () => {
      const lost = latest(watch.contexts);
      await until(() => latest(watch.contexts) !== lost, 'there is a fresh context');
      lose();
    };
    for (const wait of [() => Promise.resolve(), nextFrame, () => lived(30), nextOneToo]) {
      await lived(300);
      lose();
      const stage = createStage(createDeep());
      await wait();
      await paintedByWebgl(stage);
      expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(2000);
      expect(stage.warnings).to.deep.equal([]);
      remove(stage);
    }
  });

  it('in the middle of a drag, the reader turns on where the pointer is', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    await lived(300);
    const before = pixelsOf(stage);
    await moveTo(middle(stage.canvas));
    await buttonDown();
    await moveTo(middle(stage.canvas, 40));
    latest(watch.contexts).getExtension('WEBGL_lose_context')!.loseContext();
    await nextFrame();
    await moveTo(middle(stage.canvas, 80));
    await buttonUp();
    const { frames: painted } = stage.viewport;
    await until(() => stage.viewport.frames > painted + 3, 'the figure is painted anew');
    await frames(30);
    expect(stage.viewport.painter).to.equal('webgl');
    expect(differingPart(before, pixelsOf(stage))).to.be.greaterThan(0.02);
    remove(stage);
  });

  it('when the figure has been removed, nothing more happens to it', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    await lived(300);
    remove(stage);
    const { frames: painted } = stage.viewport;
    latest(watch.contexts).getExtension('WEBGL_lose_context')!.loseContext();
    await lived(500);
    expect(stage.viewport.frames).to.equal(painted);
    expect(stage.warnings).to.deep.equal([]);
  });

  it('and none is to be had any more, the figure is painted without, with one warning', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    await withoutWebgl(async () => {
      latest(watch.contexts).getExtension('WEBGL_lose_context')!.loseContext();
      await until(() => stage.viewport.painter === 'canvas', 'the canvas painter has taken over');
    });
    stage.viewport.time = 0.9;
    await repaint(stage);
    expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(2000);
    expect(stage.warnings).to.deep.equal(['webgl-lost']);
    remove(stage);
  });
});
