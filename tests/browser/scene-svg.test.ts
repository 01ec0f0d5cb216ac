import { expect } from '@open-wc/testing';
import { createPalette } from '../../src/scene/colors.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { lightTheme, paintSvg } from '../../src/scene/index.ts';
import type { Scene } from '../../src/scene/index.ts';
import { paintCanvas } from '../../src/scene/painters/canvas.ts';
import { createLineFlow, createMoonsFlow, createMoonsVolume, createSpaceField, createSpaceFlow } from '../scene/create.ts';
import { createStage, paintedCount, remove, strayPart, until } from './scene.ts';
import { lineScene, planeScene, spacetimeScene, volumeScene } from '../scene/scenes.ts';

const surface = { widthPx: 480, heightPx: 320, theme: lightTheme };
const volume = createMoonsVolume();
const learned = { ...volume, velocity: volume.velocity.map((v, i) => v + (i % 2 === 0 ? 0.4 : -0.2)) };
const scenes: Record<string, Scene> = {
  'a plane figure': planeScene({ ...createMoonsFlow(), volume }),
  'two fields': planeScene({ domain: createMoonsFlow().domain, volume, learned }),
  'a space-time figure': spacetimeScene(createMoonsFlow()),
  'a line over time': lineScene(createLineFlow()),
  'a cloud in space': volumeScene(createSpaceFlow({ count: 120 })),
  'a field in space': createSpaceField('exact'),
  'a learned field in space': createSpaceField('learned'),
};

/** Fonts put letters where they like; everything else has its place. */
const withoutText = (scene: Scene): Scene => ({
  depth: scene.depth,
  camera: (on, orbit) => scene.camera(on, orbit),
  marks: (t, on, camera) => scene.marks(t, on, camera).filter(({ kind }) => kind !== 'text' && kind !== 'label'),
});

function createPicture(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [surface.widthPx, surface.heightPx];
  return canvas.getContext('2d')!;
}

async function rasterise(svg: string): Promise<ImageData> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const context = createPicture();
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, surface.widthPx, surface.heightPx);
}

function byCanvas(scene: Scene, t: number): ImageData {
  const context = createPicture();
  const camera = scene.camera(surface, firstOrbit);
  const brush = { context, camera, palette: createPalette(lightTheme), theme: lightTheme, pixelRatio: 1 };
  paintCanvas(brush, scene.marks(t, surface, camera));
  return context.getImageData(0, 0, surface.widthPx, surface.heightPx);
}

describe('as SVG', () => {
  for (const [name, scene] of Object.entries(scenes)) {
    it(`${name} has its marks within one pixel of where the canvas painter has them`, async () => {
      for (const t of [0, 0.4, 1]) {
        const [vector, canvas] = [await rasterise(paintSvg(withoutText(scene), t, surface)), byCanvas(withoutText(scene), t)];
        expect(paintedCount(vector)).to.be.greaterThan(2000);
        expect(strayPart(vector, canvas)).to.be.lessThan(0.002);
        expect(strayPart(canvas, vector)).to.be.lessThan(0.002);
      }
    });
  }

  it('a figure in the page gives the picture it shows, in its size, as a document without fault', async () => {
    const stage = createStage(planeScene({ ...createMoonsFlow(), volume }));
    expect(stage.viewport.toSvg()).to.equal(undefined);
    stage.viewport.theme = { ...lightTheme, colors: { ...lightTheme.colors, source: 'oklch(0.6 0.3 140)' } };
    await until(() => stage.viewport.frames > 0, 'the figure is painted');
    const { frames } = stage.viewport;
    const svg = stage.viewport.toSvg()!;
    const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(document.querySelector('parsererror')).to.equal(null);
    expect(document.documentElement.getAttribute('viewBox')).to.equal('0 0 360 240');
    expect(document.querySelectorAll('text').length).to.be.greaterThan(6);
    const [, red, green] = /stroke="#(..)(..).."[^>]*stroke-linecap/.exec(svg.slice(svg.lastIndexOf('stroke-linecap') - 80))!;
    expect(Number.parseInt(green, 16)).to.be.greaterThan(Number.parseInt(red, 16) + 50);
    expect(stage.viewport.frames).to.equal(frames);
    stage.viewport.show(null);
    expect(stage.viewport.toSvg()).to.equal(undefined);
    remove(stage);
  });
});
