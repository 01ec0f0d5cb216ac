import { expect } from '@open-wc/testing';
import { createMoonsFlow, createSpaceField, createSpaceFlow } from '../scene/create.ts';
import { doubleClick, drag, middle, press } from './hands.ts';
import { createStage, differingPart, nextFrame, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, strayPart, watchContexts } from './scene.ts';
import type { Stage } from './scene.ts';
import { spacetimeScene, volumeScene } from '../scene/scenes.ts';

const createDeep = () => spacetimeScene(createMoonsFlow());

describe('a space-time figure', () => {
  it('is painted by WebGL, and otherwise at t = 1 than at t = 0', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const source = pixelsOf(stage);
    expect(paintedCount(source)).to.be.greaterThan(2000);
    stage.viewport.time = 1;
    const data = await repaint(stage);
    expect(paintedCount(data)).to.be.greaterThan(2000);
    expect(differingPart(source, data)).to.be.greaterThan(0.01);
    expect(stage.warnings).to.deep.equal([]);
    remove(stage);
  });

  it('shares one WebGL context with all others', async () => {
    const first = createStage(createDeep());
    await paintedByWebgl(first);
    const watch = watchContexts();
    const stages = [createStage(createDeep()), createStage(createDeep(), { width: 500, height: 300 })];
    for (const stage of stages) await paintedByWebgl(stage);
    expect(watch.contexts).to.have.length(0);
    for (const stage of stages) expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(2000);
    watch.stop();
    [first, ...stages].forEach(remove);
  });

  it('labels p_0, p_1 and the time where they are', async () => {
    const stage = createStage(createDeep());
    stage.viewport.time = 0.5;
    await paintedByWebgl(stage);
    const words = [...stage.labels.querySelectorAll('math')].map((math) => math.textContent);
    expect(words).to.deep.equal(['p0', 'p1', 't=0.50']);
    const lefts = (): number[] => [...stage.labels.children].map((label) => label.getBoundingClientRect().left);
    const [source, target, middle] = lefts();
    expect(source).to.be.lessThan(target);
    stage.viewport.time = 0;
    await repaint(stage);
    const [, , first] = lefts();
    stage.viewport.time = 1;
    await repaint(stage);
    const [, , last] = lefts();
    expect(first).to.be.lessThan(source);
    expect(middle).to.be.greaterThan(first + 20);
    expect(last).to.be.greaterThan(middle + 20);
    expect(last).to.be.lessThan(target);
    remove(stage);
  });

  it('turns under the pointer, settles, and comes back on a double click', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const first = pixelsOf(stage);
    await drag(middle(stage.canvas), middle(stage.canvas, 120));
    await settled(stage);
    expect(differingPart(first, pixelsOf(stage))).to.be.greaterThan(0.02);
    await doubleClick(middle(stage.canvas));
    await settled(stage);
    expect(differingPart(first, pixelsOf(stage))).to.be.lessThan(0.002);
    remove(stage);
  });

  it('keeps the view that the reader has turned to when the flow is shown anew', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    await drag(middle(stage.canvas), middle(stage.canvas, 120));
    await settled(stage);
    const turned = pixelsOf(stage);
    stage.viewport.show(createDeep());
    expect(differingPart(turned, await repaint(stage))).to.equal(0);
    remove(stage);
  });

  it('turns by arrow keys, and leaves all other keys alone', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const before = pixelsOf(stage);
    const left: string[] = [];
    const listen = (event: KeyboardEvent) => void left.push(event.key);
    document.addEventListener('keydown', listen);
    stage.canvas.focus();
    for (const key of ['a', ' ', 'ArrowLeft']) await press(key);
    await settled(stage);
    document.removeEventListener('keydown', listen);
    expect(left).to.deep.equal(['a', ' ']);
    expect(differingPart(before, pixelsOf(stage))).to.be.greaterThan(0.01);
    remove(stage);
  });

  for (const [name, create] of Object.entries({ 'a space-time figure': createDeep, 'a cloud in space': () => volumeScene(createSpaceFlow({ count: 400 })), 'arrows in space': () => createSpaceField('exact'), 'dashed arrows in space': () => createSpaceField('learned') })) {
    it(`${name} has its marks within one pixel of where the canvas painter has them`, async () => {
    const stage = createStage(create(), { width: 480, height: 320 });
    stage.viewport.time = 0.4;
    await paintedByWebgl(stage);
    const byWebgl = pixelsOf(stage);
    // The same scene and camera, painted on the figure's own canvas.
    const { paintCanvas } = await import('../../src/scene/painters/canvas.ts');
    const { createPalette } = await import('../../src/scene/colors.ts');
    const { firstOrbit } = await import('../../src/scene/cameras/orbit.ts');
    const scene = create();
    const surface = { widthPx: 480, heightPx: 320, theme: stage.viewport.theme };
    const camera = scene.camera(surface, firstOrbit);
    const other = document.createElement('canvas');
    other.width = byWebgl.width;
    other.height = byWebgl.height;
    const context = other.getContext('2d')!;
    const brush = { context, camera, palette: createPalette(surface.theme), theme: surface.theme, pixelRatio: devicePixelRatio };
    paintCanvas(brush, scene.marks(0.4, surface, camera));
    const byCanvas = context.getImageData(0, 0, other.width, other.height);
    expect(strayPart(byWebgl, byCanvas)).to.be.lessThan(0.002);
    expect(strayPart(byCanvas, byWebgl)).to.be.lessThan(0.002);
    remove(stage);
  });
  }
});

/** Until a damped movement has come to rest, and a slow machine has painted its last picture sharp. */
async function settled({ viewport }: Stage): Promise<void> {
  let quiet = 0;
  while (quiet < 20) {
    const before = viewport.frames;
    await nextFrame();
    quiet = viewport.frames === before ? quiet + 1 : 0;
  }
}
