import { expect } from '@open-wc/testing';
import { createMoonsFlow } from '../scene/create.ts';
import { createStage, differingPart, frames, paintedCount, pixelsOf, remove, repaint, until, withoutWebgl } from './scene.ts';
import { spacetimeScene } from '../scene/scenes.ts';

describe('without WebGL, a space-time figure', () => {
  it('is painted on the canvas at once, turns with time, and warns once', async () => {
    await withoutWebgl(async () => {
      const stage = createStage(spacetimeScene(createMoonsFlow()));
      await until(() => stage.viewport.frames > 0, 'the figure is painted');
      expect(stage.viewport.painter).to.equal('canvas');
      const source = pixelsOf(stage);
      expect(paintedCount(source)).to.be.greaterThan(2000);
      stage.viewport.time = 1;
      expect(differingPart(source, await repaint(stage))).to.be.greaterThan(0.01);
      await frames(5);
      expect(stage.warnings).to.deep.equal(['webgl-missing']);
      remove(stage);
    });
    const three = performance.getEntriesByType('resource').filter(({ name }) => name.includes('three'));
    expect(three).to.deep.equal([]);
  });
});
