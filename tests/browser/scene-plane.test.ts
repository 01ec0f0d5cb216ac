import { expect } from '@open-wc/testing';
import { darkTheme } from '../../src/scene/index.ts';
import { createMoonsFlow, createMoonsVolume } from '../scene/create.ts';
import { createStage, differingPart, frames, paintedCount, pixelsOf, remove, repaint, until } from './scene.ts';
import { planeScene } from '../scene/scenes.ts';

const loaded = (name: string) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(name));
const createPlane = () => planeScene({ ...createMoonsFlow(), volume: createMoonsVolume() });

describe('a plane figure', () => {
  it('is painted without WebGL and without three.js', async () => {
    const stage = createStage(createPlane());
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    expect(stage.viewport.painter).to.equal('canvas');
    expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(3000);
    expect(loaded('/painters/webgl.ts')).to.equal(false);
    expect(loaded('three')).to.equal(false);
    remove(stage);
  });

  it('has as many pixels as its box has on this screen', async () => {
    const stage = createStage(createPlane(), { width: 301.5, height: 200 });
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    expect(stage.canvas.width).to.equal(Math.round(301.5 * devicePixelRatio));
    stage.box.style.width = '420px';
    await until(() => stage.canvas.width === Math.round(420 * devicePixelRatio), 'the figure has grown');
    remove(stage);
  });

  it('changes with time, and is the same picture when time comes back', async () => {
    const stage = createStage(createPlane());
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    // A canvas that is read moves from the GPU to memory, where lines are filled a little differently.
    pixelsOf(stage);
    const at = (time: number) => {
      stage.viewport.time = time;
      return repaint(stage);
    };
    const [end, begin, , again] = [await at(1), await at(0), await at(0.4), await at(0)];
    expect(differingPart(begin, end)).to.be.greaterThan(0.02);
    expect(differingPart(begin, again)).to.equal(0);
    remove(stage);
  });

  it('paints only when something has changed, once for all changes of a frame', async () => {
    const stage = createStage(createPlane());
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    await frames(10);
    const before = stage.viewport.frames;
    await frames(10);
    expect(stage.viewport.frames).to.equal(before);
    stage.viewport.time = 0.2;
    stage.viewport.time = 0.3;
    stage.viewport.theme = darkTheme;
    await frames(5);
    expect(stage.viewport.frames).to.equal(before + 1);
    remove(stage);
  });

  it('takes colours in any notation the browser knows', async () => {
    const stage = createStage(createPlane());
    stage.viewport.theme = { ...darkTheme, colors: { ...darkTheme.colors, source: 'oklch(0.6 0.3 140)' } };
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    const { data } = pixelsOf(stage);
    let green = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 1] > 120 && data[i] < 90 && data[i + 3] > 200) green++;
    expect(green).to.be.greaterThan(100);
    remove(stage);
  });

  it('names its field in MathML that lies over the picture', async () => {
    const stage = createStage(createPlane());
    await until(() => stage.labels.querySelector('math') !== null, 'there is a label');
    const [label, box] = [stage.labels.querySelector('math')!, stage.box].map((element) => element.getBoundingClientRect());
    expect(stage.labels.querySelector('msub')?.textContent).to.equal('vt');
    expect(label.left).to.be.greaterThan(box.left);
    expect(label.right).to.be.lessThan(box.right);
    expect(label.top).to.be.greaterThan(box.top - 1);
    remove(stage);
    expect(stage.labels.childElementCount).to.equal(0);
  });

  it('is cleared by showing nothing', async () => {
    const stage = createStage(createPlane());
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    stage.viewport.show(null);
    await until(() => stage.viewport.frames > 1, 'the figure is cleared');
    expect(paintedCount(pixelsOf(stage))).to.equal(0);
    expect(stage.labels.childElementCount).to.equal(0);
    remove(stage);
  });
});
