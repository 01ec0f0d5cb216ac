import { expect } from '@open-wc/testing';
import { darkTheme, firstOrbit, project, type PointsMark, type Scene } from '../../src/scene/index.ts';
import { createMoonsFlow } from '../scene/create.ts';
import { planeScene, spacetimeScene } from '../scene/scenes.ts';
import { createStage, paintedByWebgl, pixelsOf, remove, repaint, until, type Stage } from './scene.ts';

const DOTS: PointsMark = {
  kind: 'points', count: 3, positions: Float32Array.of(-0.8, 0, 0, 0, 0, 0, 0.8, 0, 0), radiusPx: 6, color: 'ink', opacity: 1,
  colors: { inks: ['target', '#0000ff'], ofDots: Uint8Array.of(1, 0, 1) }, version: 0,
};

/** The dots alone, seen as a figure of that depth is. */
function createScene(depth: Scene['depth']): Scene {
  const scene = depth === 'flat' ? planeScene(createMoonsFlow()) : spacetimeScene(createMoonsFlow());
  return { depth, camera: (surface, orbit) => scene.camera(surface, orbit), marks: () => [DOTS] };
}

/** Red, green and blue in the middle of each dot. */
function colorsOf({ viewport: { theme }, canvas }: Stage, scene: Scene, { data, width }: ImageData): number[][] {
  const camera = scene.camera({ widthPx: canvas.clientWidth, heightPx: canvas.clientHeight, theme }, firstOrbit);
  const ratio = width / canvas.clientWidth;
  const at = new Float64Array(3);
  return [0, 1, 2].map((i) => {
    project(camera, DOTS.positions[3 * i], DOTS.positions[3 * i + 1], DOTS.positions[3 * i + 2], at);
    const pixel = 4 * (Math.floor(ratio * at[1]) * width + Math.floor(ratio * at[0]));
    return [...data.subarray(pixel, pixel + 3)];
  });
}

for (const [depth, painter] of [['flat', 'canvas'], ['deep', 'webgl']] as const) {
  it(`dots of one mark have colours of their own, painted by ${painter}, and those of a theme follow it`, async () => {
    const scene = createScene(depth);
    const stage = createStage(scene);
    await (painter === 'webgl' ? paintedByWebgl(stage) : until(() => stage.viewport.painter === painter, 'it is painted'));
    expect(colorsOf(stage, scene, pixelsOf(stage))).to.deep.equal([[0, 0, 255], [0xd5, 0x5e, 0], [0, 0, 255]]);
    stage.viewport.theme = darkTheme;
    expect(colorsOf(stage, scene, await repaint(stage))).to.deep.equal([[0, 0, 255], [0xff, 0x8a, 0x3d], [0, 0, 255]]);
    remove(stage);
  });
}
