import { expect } from '@open-wc/testing';
import { spacetimeScene } from '../../src/scene/index.ts';
import { createMoonsFlow } from '../scene/create.ts';
import {
  createStage, differingPart, frames, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, until, watchContexts, withoutWebgl,
} from './scene.ts';

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
    for (let cycle = 0; cycle < 3; cycle++) {
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
      await until(repainted, 'the picture is painted anew', 1000);
      expect(stayed).to.equal(true);
      expect(stage.viewport.painter).to.equal('webgl');
      expect(differingPart(before, pixelsOf(stage))).to.be.lessThan(0.001);
      expect(watch.contexts.at(-1)).not.to.equal(lost);
    }
    expect(stage.warnings).to.deep.equal([]);
    remove(stage);
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
