/** Figures as a page has them: what is measured from outside is made, played and taken away here. */
import { createRandom, dataset, exactVelocity, integrate, sampleField, sampleMixture, type MixtureModel, type Trajectories } from '../../src/math/index.ts';
import { createViewport, lightTheme, type PointsMark, type Scene, type ThreadsMark, type Viewport } from '../../src/scene/index.ts';
import { planeScene, spacetimeScene } from '../../tests/scene/scenes.ts';

const model: MixtureModel = { kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law };
const domain = { lower: [-4.5, -3], upper: [4.5, 3] };
const pathsOf = (count: number): Trajectories =>
  integrate(exactVelocity(model), sampleMixture(model.source, count, createRandom(7)), { solver: 'heun', steps: 16 });

const POINTS = 50_000;
const WORLDLINES = 1000;
const VERTICES = 100;

const scenes = {
  /** 2,000 particles with trails, 18 x 12 arrows, density and contours. */
  plane(): Scene {
    const volume = sampleField(model, { dimension: 2, ...domain, size: [90, 60] }, Float64Array.of(0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1));
    return planeScene({ domain, volume, trajectories: pathsOf(2000) });
  },
  /** As many points and worldlines as a GPU is asked for; of the time only a number changes. */
  crowd(): Scene {
    const frame = spacetimeScene({ domain, trajectories: pathsOf(200) });
    const random = createRandom(1);
    const noise = (count: number): Float32Array => Float32Array.from({ length: 3 * count }, () => 0.5 * random.normal());
    const points: PointsMark = { kind: 'points', count: POINTS, positions: noise(POINTS), radiusPx: 1.5, color: 'target', opacity: 0.8, version: 0 };
    const threads: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] } = {
      kind: 'threads', count: WORLDLINES, steps: VERTICES, positions: noise(WORLDLINES * VERTICES), times: Float32Array.from({ length: VERTICES }, (_, s) => s / (VERTICES - 1)),
      opacities: new Float32Array(VERTICES).fill(1), opacity: 0.2, widthPx: 1, fromStep: 0, toStep: VERTICES - 1, version: 0,
    };
    return {
      depth: 'deep',
      camera: (surface, orbit) => frame.camera(surface, orbit),
      marks(t) {
        threads.toStep = t * (VERTICES - 1);
        return [points, threads];
      },
    };
  },
  /** Particles alone. */
  cloud: (count: number): Scene => planeScene({ domain, trajectories: pathsOf(count), layers: ['particles'] }),
  /** A figure that a reader can have: the cloud is interpolated at each time. */
  spacetime: (): Scene => spacetimeScene({ domain, trajectories: pathsOf(POINTS) }),
} as const;

interface Figure {
  readonly box: HTMLElement;
  readonly viewport: Viewport;
}

function createFigure(scene: Scene, width: number, height: number): Figure {
  const box = document.createElement('div');
  box.style.cssText = `position: relative; width: ${width}px; height: ${height}px`;
  const canvas = Object.assign(document.createElement('canvas'), { style: 'display: block; width: 100%; height: 100%' });
  const labels = Object.assign(document.createElement('div'), { style: 'position: absolute; inset: 0' });
  box.append(canvas, labels);
  document.body.append(box);
  const viewport = createViewport(canvas, labels);
  viewport.theme = lightTheme;
  viewport.show(scene);
  return { box, viewport };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function painted(viewport: Viewport, painter: Viewport['painter']): Promise<void> {
  while (viewport.painter !== painter || viewport.frames === 0) await nextFrame();
}

/** Of the frames that were played last, milliseconds of script and, apart, the copying of the picture of WebGL. */
const clock = { scriptMs: [] as number[], copyMs: [] as number[] };

/** Everything that asks for an animation frame from now on is timed; frames that paint nothing are left out. */
function timeFrames(viewport: () => Viewport | undefined): void {
  const request = window.requestAnimationFrame.bind(window);
  const draw = CanvasRenderingContext2D.prototype.drawImage as (...all: unknown[]) => void;
  let copyMs = 0;
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const before = viewport()?.frames;
      copyMs = 0;
      const began = performance.now();
      callback(now);
      const ms = performance.now() - began;
      if (viewport()?.frames === before) return;
      clock.scriptMs.push(ms - copyMs);
      clock.copyMs.push(copyMs);
    });
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...all: unknown[]) {
    // What comes from WebGL has to be made first, by the GPU.
    const isCopy = viewport()?.painter === 'webgl';
    const began = performance.now();
    draw.apply(this, all);
    if (isCopy) copyMs += performance.now() - began;
  };
}

/** WebGL as a page with a GPU uses it: large clouds stay on the canvas where a program stands in for one, as it does here. */
function claimGpu(): void {
  const get = WebGL2RenderingContext.prototype.getParameter as (this: WebGL2RenderingContext, name: number) => unknown;
  const UNMASKED_RENDERER = 0x9246;
  WebGL2RenderingContext.prototype.getParameter = function (name: number): unknown {
    return name === UNMASKED_RENDERER ? 'a GPU' : get.call(this, name);
  };
}

let figure: Figure | undefined;
let played = 0;
const idle: Figure[] = [];
timeFrames(() => figure?.viewport);

const bench = {
  claimGpu,
  async show(name: keyof typeof scenes, painter: Viewport['painter'], count = 0): Promise<void> {
    figure?.viewport.dispose();
    figure?.box.remove();
    figure = createFigure(scenes[name](count), 720, 480);
    await painted(figure.viewport, painter);
  },
  /** Plays on, as a reader's clock does: each frame is later than the last by a 200th of the time. */
  async play(frames: number): Promise<{ scriptMs: number[]; copyMs: number[] }> {
    const { viewport } = figure!;
    clock.scriptMs.length = clock.copyMs.length = 0;
    for (let i = 0; i < frames; i++) {
      const before = viewport.frames;
      viewport.time = (++played % 200) / 199;
      while (viewport.frames === before) await nextFrame();
    }
    return { scriptMs: [...clock.scriptMs], copyMs: [...clock.copyMs] };
  },
  async addIdle(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const added = createFigure(spacetimeScene({ domain, trajectories: pathsOf(600) }), 240, 160);
      added.box.scrollIntoView();
      await painted(added.viewport, 'webgl');
      idle.push(added);
    }
  },
  heapBytes(): number {
    globalThis.gc?.();
    return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
  },
};

export type Bench = typeof bench;
Object.assign(globalThis, { bench });
