import { expect } from '@open-wc/testing';
import { spacetimeScene, volumeScene } from '../../src/scene/index.ts';
import { createMoonsFlow, createSpaceField, createSpaceFlow } from '../scene/create.ts';
import { createStage, differingPart, nextFrame, paintedByWebgl, paintedCount, pixelsOf, remove, repaint, strayPart, watchContexts } from './scene.ts';
import type { Stage } from './scene.ts';

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
    drag(stage, 120);
    await settled(stage);
    expect(differingPart(first, pixelsOf(stage))).to.be.greaterThan(0.02);
    stage.canvas.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await settled(stage);
    expect(differingPart(first, pixelsOf(stage))).to.be.lessThan(0.002);
    remove(stage);
  });

  it('keeps the view that the reader has turned to when the flow is shown anew', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    drag(stage, 120);
    await settled(stage);
    const turned = pixelsOf(stage);
    stage.viewport.show(createDeep());
    expect(differingPart(turned, await repaint(stage))).to.equal(0);
    remove(stage);
  });

  it('leaves the plain wheel and vertical swipes to the page, and zooms with Ctrl', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const wheel = (ctrlKey: boolean) => {
      const event = new WheelEvent('wheel', { deltaY: -200, ctrlKey, bubbles: true, cancelable: true });
      stage.canvas.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(stage.canvas.style.touchAction).to.equal('pan-y');
    expect(wheel(false)).to.equal(false);
    const before = pixelsOf(stage);
    expect(wheel(true)).to.equal(true);
    await settled(stage);
    expect(differingPart(before, pixelsOf(stage))).to.be.greaterThan(0.02);
    remove(stage);
  });

  it('turns by arrow keys, and leaves all other keys alone', async () => {
    const stage = createStage(createDeep());
    await paintedByWebgl(stage);
    const before = pixelsOf(stage);
    const press = (key: string) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      stage.canvas.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(stage.canvas.tabIndex).to.equal(0);
    expect([press(' '), press('Tab'), press('ArrowLeft')]).to.deep.equal([false, false, true]);
    await settled(stage);
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

/** Drags across the middle of the figure by so many pixels. */
function drag({ canvas }: Stage, byPx: number): void {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = (x: number) => ({
    clientX: left + width / 2 + x, clientY: top + height / 2, pointerId: 1, isPrimary: true, button: 0, bubbles: true,
  });
  // No real pointer is down, so that it cannot be captured.
  canvas.setPointerCapture = () => undefined;
  canvas.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  for (let step = 1; step <= 4; step++) canvas.dispatchEvent(new PointerEvent('pointermove', at((step * byPx) / 4)));
  canvas.dispatchEvent(new PointerEvent('pointerup', at(byPx)));
}

/** Until a damped movement has come to rest, and a slow machine has painted its last picture sharp. */
async function settled({ viewport }: Stage): Promise<void> {
  let quiet = 0;
  while (quiet < 20) {
    const before = viewport.frames;
    await nextFrame();
    quiet = viewport.frames === before ? quiet + 1 : 0;
  }
}
