/** Figures as a page has them, played and scrubbed; the results are posted as rows. */
import { createRandom, dataset, exactVelocity, integrate, sampleField, sampleMixture, type MixtureModel } from '../../src/math/index.ts';
import { createViewport, lightTheme, planeScene, spacetimeScene, type Mark, type Scene, type Viewport } from '../../src/scene/index.ts';

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
}

const PARTICLES = 2000;
const POINTS = 50_000;
const WORLDLINES = 1000;
const VERTICES = 100;
const WARM_UP = 20;

const model: MixtureModel = { kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law };
const domain = { lower: [-4.5, -3], upper: [4.5, 3] };
const pathsOf = (count: number) =>
  integrate(exactVelocity(model), sampleMixture(model.source, count, createRandom(7)), { solver: 'heun', steps: 16 });

/** 2,000 particles with trails, arrows, density and contours. */
function createPlane(): Scene {
  const volume = sampleField(model, { dimension: 2, ...domain, size: [90, 60] }, Float64Array.of(0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1));
  return planeScene({ domain, volume, trajectories: pathsOf(PARTICLES) });
}

/** As many points and worldlines as a GPU is asked for; of the time only a number changes. */
function createCrowd(): Scene {
  const frame = spacetimeScene({ domain, trajectories: pathsOf(200) });
  const random = createRandom(1);
  const noise = (count: number): Float32Array => Float32Array.from({ length: 3 * count }, () => 0.5 * random.normal());
  const points: Mark = { kind: 'points', count: POINTS, positions: noise(POINTS), radiusPx: 1.5, color: 'target', opacity: 0.8, version: 0 };
  const threads = {
    kind: 'threads', count: WORLDLINES, steps: VERTICES, positions: noise(WORLDLINES * VERTICES), times: Float32Array.from({ length: VERTICES }, (_, s) => s / (VERTICES - 1)),
    opacities: new Float32Array(VERTICES).fill(1), opacity: 0.2, widthPx: 1, fromStep: 0, toStep: VERTICES - 1, version: 0,
  } as const;
  return {
    depth: 'deep',
    camera: (surface, orbit) => frame.camera(surface, orbit),
    marks: (t) => [points, { ...threads, toStep: t * (VERTICES - 1) }],
  };
}

function createFigure(scene: Scene, width = 720, height = 480): { box: HTMLElement; viewport: Viewport } {
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

/** Script of each frame on the main thread and, of it, the wait for the picture of WebGL, which is the GPU's. */
class FrameClock {
  readonly scriptMs: number[] = [];
  readonly gpuMs: number[] = [];
  private waitMs = 0;
  private readonly original = { request: window.requestAnimationFrame, draw: CanvasRenderingContext2D.prototype.drawImage };

  start(): void {
    const { request, draw } = this.original;
    window.requestAnimationFrame = (callback) =>
      request.call(window, (now) => {
        this.waitMs = 0;
        const began = performance.now();
        callback(now);
        this.scriptMs.push(performance.now() - began - this.waitMs);
        this.gpuMs.push(this.waitMs);
      });
    const addWait = (ms: number): void => void (this.waitMs += ms);
    CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...all: unknown[]) {
      const began = performance.now();
      (draw as (...all: unknown[]) => void).apply(this, all);
      addWait(performance.now() - began);
    };
  }

  stop(): void {
    window.requestAnimationFrame = this.original.request;
    CanvasRenderingContext2D.prototype.drawImage = this.original.draw;
  }
}

/** Plays `frames` frames of a figure. */
async function play(viewport: Viewport, frames: number): Promise<FrameClock> {
  const clock = new FrameClock();
  const step = async (i: number): Promise<void> => {
    const before = viewport.frames;
    viewport.time = ((i + 1) % 200) / 199;
    while (viewport.frames === before) await nextFrame();
  };
  for (let i = 0; i < WARM_UP; i++) await step(i);
  clock.start();
  for (let i = 0; i < frames; i++) await step(WARM_UP + i);
  clock.stop();
  return clock;
}

const p95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(0.95 * (values.length - 1))];
const fixed = (value: number, digits = 2): string => value.toFixed(digits);
const heap = (): number => {
  globalThis.gc?.();
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
};

/** Bytes of the heap for each frame of `frames` that are scrubbed one after the other; garbage is collected before and not within. */
async function allocation(viewport: Viewport, frames: number): Promise<number> {
  const before = heap();
  for (let i = 0; i < frames; i++) {
    const painted = viewport.frames;
    viewport.time = (i % 97) / 96;
    while (viewport.frames === painted) await nextFrame();
  }
  return ((performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize - before) / frames;
}

export async function measure(): Promise<Row[]> {
  const rows: Row[] = [];
  const plane = createFigure(createPlane());
  await painted(plane.viewport, 'canvas');
  const flat = await play(plane.viewport, 200);
  // Two frames come for each that is painted: the figure's and the one that looks whether it was.
  const busy = flat.scriptMs.filter((ms) => ms > 0.3);
  rows.push({ what: `Plane, ${PARTICLES} particles with trails, arrows, density, contours: script of a played frame, p95`, measured: `${fixed(p95(busy))} ms`, goal: 'under 3 ms' });
  rows.push({ what: 'Scrubbing that plane: heap for each frame', measured: `${fixed((await allocation(plane.viewport, 60)) / 1000, 1)} kB`, goal: 'under 10 kB' });
  plane.viewport.dispose();
  plane.box.remove();

  const crowd = createFigure(createCrowd());
  await painted(crowd.viewport, 'webgl');
  const deep = await play(crowd.viewport, 20);
  const submits = deep.scriptMs.filter((_, i) => deep.gpuMs[i] > 0);
  rows.push({ what: `WebGL, ${POINTS} points and ${WORLDLINES} worldlines of ${VERTICES} points: script of a played frame, p95, the GPU's part apart`, measured: `${fixed(p95(submits))} ms`, goal: 'under 1 ms' });
  rows.push({ what: 'the same: waiting for the picture of a software GPU, median', measured: `${fixed(deep.gpuMs.filter((ms) => ms > 0).sort((a, b) => a - b)[submits.length >> 1], 0)} ms`, goal: '-' });
  crowd.viewport.dispose();
  crowd.box.remove();

  const scene = (): Scene => spacetimeScene({ domain, trajectories: pathsOf(600) });
  const idle: { viewport: Viewport }[] = [];
  const some = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const figure = createFigure(scene(), 240, 160);
      figure.box.scrollIntoView();
      await painted(figure.viewport, 'webgl');
      idle.push(figure);
    }
  };
  await some(8);
  const few = heap();
  await some(24);
  rows.push({ what: 'Heap for each further idle space-time figure of 600 trajectories', measured: `${fixed((heap() - few) / 24 / 1e6)} MB`, goal: 'under 1.5 MB' });
  return rows;
}

Object.assign(globalThis, { measure });
