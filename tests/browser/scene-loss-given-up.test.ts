import { expect } from '@open-wc/testing';
import { createMoonsFlow } from '../scene/create.ts';
import { createStage, frames, paintedCount, pixelsOf, remove, repaint, until, watchContexts } from './scene.ts';
import { spacetimeScene } from '../scene/scenes.ts';

// A page gives WebGL up for good, so this page is its own.
describe('when every WebGL context is lost as soon as it is there', () => {
  it('the figures are painted without after three of them, each with one warning, and the page asks for no more', async () => {
    const watch = watchContexts();
    const stages = [createStage(spacetimeScene(createMoonsFlow())), createStage(spacetimeScene(createMoonsFlow()))];
    const lost = new Set<WebGL2RenderingContext>();
    await until(() => {
      const latest = watch.contexts.at(-1);
      if (latest && !lost.has(latest)) {
        lost.add(latest);
        latest.getExtension('WEBGL_lose_context')?.loseContext();
      }
      return stages.every(({ warnings }) => warnings.length > 0);
    }, 'the figures have warned', 15_000);
    expect(lost.size).to.equal(3);
    for (const stage of stages) {
      stage.viewport.time = 0.9;
      await repaint(stage);
      expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(2000);
    }
    const late = createStage(spacetimeScene(createMoonsFlow()));
    await until(() => late.viewport.frames > 0, 'a figure that comes later is painted');
    await frames(30);
    for (const { viewport, warnings } of [...stages, late]) {
      expect(viewport.painter).to.equal('canvas');
      expect(warnings).to.deep.equal(['webgl-lost']);
    }
    expect(watch.contexts).to.have.length(3);
    [...stages, late].forEach(remove);
    watch.stop();
  }).timeout(30_000);
});
