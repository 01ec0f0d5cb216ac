import { createViewport, lightTheme } from '../../src/scene/index.ts';
import type { Scene, Viewport, WarningCode } from '../../src/scene/index.ts';

/** A figure in the page, as an element would hold it. */
export interface Stage {
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly labels: HTMLElement;
  readonly viewport: Viewport;
  readonly warnings: WarningCode[];
}

export function createStage(scene: Scene | null, { width = 360, height = 240 } = {}): Stage {
  const box = document.createElement('div');
  box.style.cssText = `position: relative; width: ${width}px; height: ${height}px`;
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'display: block; width: 100%; height: 100%';
  const labels = document.createElement('div');
  labels.style.cssText = 'position: absolute; inset: 0; pointer-events: none';
  box.append(canvas, labels);
  document.body.append(box);
  const viewport = createViewport(canvas, labels);
  const warnings: WarningCode[] = [];
  viewport.theme = lightTheme;
  viewport.onWarning = (code) => warnings.push(code);
  viewport.show(scene);
  return { box, canvas, labels, viewport, warnings };
}

export function remove({ box, viewport }: Stage): void {
  viewport.dispose();
  box.remove();
}

/** Waits for a condition, looking once a frame. */
export async function until(holds: () => boolean, what: string, withinMs = 5000): Promise<void> {
  const begin = performance.now();
  while (!holds()) {
    if (performance.now() - begin > withinMs) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await nextFrame();
  }
}

export const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Some frames: enough for observers to have spoken and for what was asked to have been painted. */
export async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await nextFrame();
}

export const paintedByWebgl = ({ viewport }: Stage): Promise<void> =>
  until(() => viewport.painter === 'webgl', 'WebGL has painted', 10_000);

/** The next picture. */
export async function repaint(stage: Stage): Promise<ImageData> {
  const { frames: before } = stage.viewport;
  await until(() => stage.viewport.frames > before, 'the next picture is painted');
  return pixelsOf(stage);
}

export function pixelsOf({ canvas }: Stage): ImageData {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas has no 2D context');
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** How many pixels are painted at all. */
export const paintedCount = ({ data }: ImageData): number => {
  let count = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 8) count++;
  return count;
};

/** The part of all pixels in which two pictures differ by more than rounding. */
export function differingPart(a: ImageData, b: ImageData): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const distance = Math.max(...[0, 1, 2, 3].map((k) => Math.abs(a.data[i + k] - b.data[i + k])));
    if (distance > 24) count++;
  }
  return count / (a.data.length / 4);
}

/** The part of a picture's strongly painted pixels that has nothing painted within one CSS pixel of it in the other. */
export function strayPart(of: ImageData, other: ImageData): number {
  const reach = Math.ceil(devicePixelRatio);
  let [strong, stray] = [0, 0];
  for (let y = reach; y < of.height - reach; y++) {
    for (let x = reach; x < of.width - reach; x++) {
      if (of.data[4 * (y * of.width + x) + 3] < 120) continue;
      strong++;
      let found = false;
      for (let dy = -reach; dy <= reach && !found; dy++) {
        for (let dx = -reach; dx <= reach && !found; dx++) {
          found = other.data[4 * ((y + dy) * of.width + x + dx) + 3] >= 90;
        }
      }
      if (!found) stray++;
    }
  }
  return stray / Math.max(1, strong);
}

/** Lets `act` run while every new canvas refuses WebGL. */
export async function withoutWebgl<T>(act: () => Promise<T>): Promise<T> {
  const { prototype } = HTMLCanvasElement;
  const original = Object.getOwnPropertyDescriptor(prototype, 'getContext')!;
  const get = original.value as (this: HTMLCanvasElement, kind: string, options?: unknown) => RenderingContext | null;
  prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: unknown) {
    return kind.startsWith('webgl') ? null : get.call(this, kind, options);
  } as typeof prototype.getContext;
  try {
    return await act();
  } finally {
    Object.defineProperty(prototype, 'getContext', original);
  }
}

/** Lets `act` run while contexts say that a GPU paints them: the machines that run the tests have none, and a program stands in for it. */
export async function withGpu<T>(act: () => Promise<T>): Promise<T> {
  const { prototype } = WebGL2RenderingContext;
  const original = Object.getOwnPropertyDescriptor(prototype, 'getParameter')!;
  const get = original.value as (this: WebGL2RenderingContext, name: number) => unknown;
  const UNMASKED_RENDERER = 0x9246;
  prototype.getParameter = function (this: WebGL2RenderingContext, name: number): unknown {
    return name === UNMASKED_RENDERER || name === this.RENDERER ? 'a GPU' : get.call(this, name);
  };
  try {
    return await act();
  } finally {
    Object.defineProperty(prototype, 'getParameter', original);
  }
}

/** Every WebGL context that the page has asked for since this was called, the latest last. */
export function watchContexts(): { readonly contexts: WebGL2RenderingContext[]; stop(): void } {
  const { prototype } = HTMLCanvasElement;
  const original = Object.getOwnPropertyDescriptor(prototype, 'getContext')!;
  const get = original.value as (this: HTMLCanvasElement, kind: string, options?: unknown) => RenderingContext | null;
  const contexts: WebGL2RenderingContext[] = [];
  prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: unknown) {
    const context = get.call(this, kind, options);
    if (context instanceof WebGL2RenderingContext) contexts.push(context);
    return context;
  } as typeof prototype.getContext;
  return { contexts, stop: () => void Object.defineProperty(prototype, 'getContext', original) };
}

/** Counts losses of the contexts whose canvases are listened to from now on; the page's own listens to its canvas at once. */
export function watchLosses(): { readonly count: number; stop(): void } {
  const { prototype } = HTMLCanvasElement;
  const { addEventListener } = prototype;
  const state = { count: 0, stop: () => void Object.assign(prototype, { addEventListener }) };
  prototype.addEventListener = function (this: HTMLCanvasElement, ...[kind, listener, options]: unknown[]) {
    if (kind === 'webglcontextlost') addEventListener.call(this, kind, () => void state.count++);
    addEventListener.call(this, kind as string, listener as EventListener, options as AddEventListenerOptions);
  } as typeof addEventListener;
  return state;
}
