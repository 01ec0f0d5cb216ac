import { expect } from '@open-wc/testing';
import { createMoonsFlow, createMoonsVolume } from '../scene/create.ts';
import { createStage, frames, nextFrame, paintedCount, pixelsOf, remove, repaint, until } from './scene.ts';
import { planeScene, spacetimeScene } from '../scene/scenes.ts';

const createPlane = () => planeScene({ ...createMoonsFlow(), volume: createMoonsVolume() });

/** Counts what the page asks for while `act` runs. */
async function counting(act: () => Promise<void>): Promise<{ animationFrames: number; errors: number }> {
  const count = { animationFrames: 0, errors: 0 };
  const original = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => {
    count.animationFrames++;
    return original.call(window, callback);
  };
  const onError = () => void count.errors++;
  window.addEventListener('error', onError);
  await act();
  window.requestAnimationFrame = original;
  window.removeEventListener('error', onError);
  return count;
}

describe('a figure in its page', () => {
  it('that is out of sight paints nothing and asks for no animation frame, until it is scrolled to', async () => {
    const spacer = document.createElement('div');
    spacer.style.height = '4000px';
    document.body.append(spacer);
    const stage = createStage(createPlane());
    const { animationFrames } = await counting(async () => {
      for (let step = 1; step <= 10; step++) {
        stage.viewport.time = step / 10;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    expect(animationFrames).to.equal(0);
    expect(stage.viewport.frames).to.equal(0);
    stage.box.scrollIntoView();
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    expect(paintedCount(pixelsOf(stage))).to.be.greaterThan(3000);
    remove(stage);
    spacer.remove();
    window.scrollTo(0, 0);
  });

  it('has the same picture after larger figures, wider and higher ones, whose dots are filled on the same sheet', async () => {
    const small = createStage(createPlane(), { width: 300, height: 200 });
    const paintedAgain = async () => {
      small.box.scrollIntoView();
      small.viewport.time = 0.5;
      await repaint(small);
      small.viewport.time = 0;
      return (await repaint(small)).data;
    };
    await until(() => small.viewport.frames > 0, 'the figure is painted');
    expect(paintedCount(pixelsOf(small))).to.be.greaterThan(2000);
    // Once a canvas has been read a few times, Chromium paints it on the processor, with other edges.
    for (let i = 0; i < 3; i++) await paintedAgain();
    const alone = await paintedAgain();
    for (const size of [{ width: 700, height: 240 }, { width: 320, height: 500 }, { width: 900, height: 40 }, { width: 60, height: 700 }]) {
      const other = createStage(createPlane(), size);
      other.box.scrollIntoView();
      await until(() => other.viewport.frames > 0, 'the other is painted');
      remove(other);
      const now = await paintedAgain();
      expect(alone.filter((value, i) => value !== now[i]).length, `values that differ after ${size.width} x ${size.height}`).to.equal(0);
    }
    remove(small);
  });

  it('draws nothing without a size, and appears when it gets one', async () => {
    const stage = createStage(createPlane());
    stage.box.style.display = 'none';
    await frames(5);
    const before = stage.viewport.frames;
    stage.viewport.time = 0.5;
    await frames(5);
    expect(stage.viewport.frames).to.equal(before);
    stage.box.style.display = 'block';
    await until(() => stage.viewport.frames > before, 'the figure is painted');
    stage.box.style.width = '0';
    await frames(5);
    stage.box.style.width = '0.4px';
    await frames(5);
    remove(stage);
  });

  it('is never given more pixels than a canvas can hold', async () => {
    const { errors } = await counting(async () => {
      const stage = createStage(createPlane(), { width: 20_000, height: 30 });
      await until(() => stage.viewport.frames > 0, 'the figure is painted');
      expect(stage.canvas.width).to.be.at.most(4096);
      remove(stage);
    });
    expect(errors).to.equal(0);
  });

  it('survives two hundred sizes in a row', async () => {
    const { errors } = await counting(async () => {
      const stage = createStage(createPlane());
      for (let step = 0; step < 200; step++) {
        stage.box.style.width = `${100 + ((step * 37) % 300)}px`;
        if (step % 10 === 0) await nextFrame();
      }
      await frames(3);
      expect(stage.viewport.frames).to.be.greaterThan(0);
      remove(stage);
    });
    expect(errors).to.equal(0);
  });

  it('goes on when another one cannot be painted', async () => {
    const failures: string[] = [];
    const onError = (event: ErrorEvent) => {
      failures.push(event.message);
      event.preventDefault();
    };
    // The runner listens as well, and would count the failure that is provoked here.
    const { onerror } = window;
    window.onerror = null;
    window.addEventListener('error', onError);
    const broken = { ...createDeepless(), marks: () => { throw new Error('broken on purpose'); } };
    const [bad, good] = [createStage(broken), createStage(createPlane())];
    await until(() => good.viewport.frames > 0, 'the good figure is painted');
    expect(failures.join()).to.contain('broken on purpose');
    window.removeEventListener('error', onError);
    window.onerror = onerror;
    [bad, good].forEach(remove);
  });

  it('that is disposed of leaves no observer, no frame and no listener behind', async () => {
    const live = { sizes: 0, sights: 0, listeners: 0 };
    const restore = [
      tally(ResizeObserver.prototype, (change) => (live.sizes += change)),
      tally(IntersectionObserver.prototype, (change) => (live.sights += change)),
    ];
    const { addEventListener } = HTMLCanvasElement.prototype;
    const signals: (AbortSignal | undefined)[] = [];
    HTMLCanvasElement.prototype.addEventListener = function (this: HTMLCanvasElement, ...[kind, listener, options]: unknown[]) {
      if (!String(kind).startsWith('webgl')) signals.push((options as AddEventListenerOptions | undefined)?.signal);
      addEventListener.call(this, kind as string, listener as EventListener, options as AddEventListenerOptions);
    } as typeof addEventListener;
    const deep = spacetimeScene(createMoonsFlow());
    for (let round = 0; round < 5; round++) {
      const stage = createStage(deep);
      await until(() => stage.viewport.frames > 0, 'the figure is painted');
      stage.viewport.time = 0.5;
      remove(stage);
      const { frames: painted } = stage.viewport;
      stage.viewport.time = 0.7;
      stage.viewport.show(deep);
      await frames(3);
      expect(stage.viewport.frames).to.equal(painted);
    }
    HTMLCanvasElement.prototype.addEventListener = addEventListener;
    restore.forEach((undo) => undo());
    expect([live.sizes, live.sights]).to.deep.equal([0, 0]);
    expect(signals.length).to.be.greaterThan(0);
    expect(signals.every((signal) => signal?.aborted)).to.equal(true);
  });
});

const createDeepless = () => {
  const scene = createPlane();
  return { depth: 'flat' as const, camera: scene.camera.bind(scene), marks: scene.marks.bind(scene) };
};

/** Counts a kind of observer up when one observes and down when one disconnects. @returns the way back */
function tally(prototype: ResizeObserver | IntersectionObserver, add: (change: 1 | -1) => void): () => void {
  const { observe, disconnect } = prototype;
  prototype.observe = function (this: typeof prototype, element: Element) {
    add(1);
    observe.call(this, element);
  };
  prototype.disconnect = function (this: typeof prototype) {
    add(-1);
    disconnect.call(this);
  };
  return () => Object.assign(prototype, { observe, disconnect });
}
