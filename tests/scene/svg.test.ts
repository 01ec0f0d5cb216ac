import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { project } from '../../src/scene/cameras/camera.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { darkTheme, lightTheme, paintSvg } from '../../src/scene/index.ts';
import type { Mark, Scene, Theme } from '../../src/scene/index.ts';
import { shadesToPng } from '../../src/scene/painters/png.ts';
import { PathData } from '../../src/scene/painters/svg-path.ts';
import { createLineFlow, createMoonsFlow, createMoonsVolume, createSpaceFlow, createSpaceVolume, createSurface } from './create.ts';
import { lineScene, planeScene, spacetimeScene, volumeScene } from './scenes.ts';

const createPlane = ({ count = 40 } = {}) => planeScene({ ...createMoonsFlow({ count }), volume: createMoonsVolume() });
const createDeep = ({ count = 40 } = {}) => spacetimeScene(createMoonsFlow({ count }));

/** A scene of these marks alone, seen through the camera of a plane figure. */
function createScene(...marks: Mark[]): Scene {
  const plane = createPlane();
  return { depth: 'flat', camera: (surface, orbit) => plane.camera(surface, orbit), marks: () => marks };
}

const text = (words: string): Mark => ({
  kind: 'text', text: words, at: [0, 0, 0], offsetPx: [0, 0], align: 'left', baseline: 'middle', size: 1, color: 'ink', opacity: 1,
});

/** Every dot of the document as x and y. */
const dots = (svg: string) => [...svg.matchAll(/M(-?[\d.]+) ?(-?[\d.]+)h.01/g)].map(([, x, y]) => [Number(x), Number(y)]);
const nearest = (places: number[][], x: number, y: number) => Math.min(...places.map((place) => Math.hypot(place[0] - x, place[1] - y)));

describe('an SVG picture', () => {
  test('has every dot within a tenth of a pixel of where the camera has it, in the plane, in space and time, in space, and on a line over time', () => {
    const surface = createSurface();
    for (const scene of [createPlane(), createDeep(), volumeScene(createSpaceFlow()), lineScene(createLineFlow())]) {
      const places = dots(paintSvg(scene, 0.4, surface));
      const camera = scene.camera(surface, firstOrbit);
      const at = new Float64Array(3);
      let count = 0;
      for (const mark of scene.marks(0.4, surface, camera)) {
        if (mark.kind !== 'points') continue;
        for (let p = 0; p < 3 * mark.count; p += 3) {
          if (!project(camera, mark.positions[p], mark.positions[p + 1], mark.positions[p + 2], at)) continue;
          expect(nearest(places, at[0], at[1])).toBeLessThan(0.1);
          count++;
        }
      }
      expect(places).toHaveLength(count);
    }
  });

  test('of 500 trajectories takes less than 300 kB, at any size', () => {
    const scenes = [createPlane({ count: 500 }), createDeep({ count: 500 }), volumeScene({ ...createSpaceFlow({ count: 500 }), volume: createSpaceVolume() }), lineScene(createLineFlow({ count: 500 }))];
    for (const scene of scenes) {
      for (const surface of [createSurface(360, 240), createSurface(), createSurface(1600, 900)]) {
        for (const t of [0, 0.5, 1]) expect(paintSvg(scene, t, surface).length).toBeLessThan(300_000);
      }
    }
  });

  test('is the same for the same time, and turns with the orbit', () => {
    const surface = createSurface();
    const scene = createDeep();
    const first = paintSvg(scene, 0.3, surface);
    expect(paintSvg(scene, 0.7, surface)).not.toBe(first);
    expect(paintSvg(scene, 0.3, surface, { ...firstOrbit, yawRad: 1 })).not.toBe(first);
    expect(paintSvg(scene, 0.3, surface)).toBe(first);
  });

  test('has dots of several colours of a mark in each of them, by themes and by themselves', () => {
    const points: Mark = {
      kind: 'points', count: 3, positions: Float32Array.of(-1, 0, 0, 0, 0, 0, 1, 0, 0), radiusPx: 3, color: 'ink', opacity: 0.5,
      colors: { inks: ['target', '#123456'], ofDots: Uint8Array.of(1, 0, 1) }, version: 0,
    };
    for (const theme of [lightTheme, darkTheme]) {
      const paths = [...paintSvg(createScene(points), 0, { ...createSurface(), theme }).matchAll(/<path stroke="(#\w+)" stroke-opacity="0.5"[^>]* d="([^"]*)"/g)];
      expect(Object.fromEntries(paths.map(([, color, d]) => [color, dots(d).length]))).toEqual({ '#123456': 2, [theme.colors.target]: 1 });
    }
  });

  test('keeps text as text, and mathematics with italics and subscripts', () => {
    const svg = paintSvg(createPlane(), 0.4, createSurface());
    expect(svg).toMatch(/<text [^>]*>2<\/text>/);
    expect(svg).toMatch(/<tspan font-style="italic">v<\/tspan><tspan font-style="italic" dy="[\d.]+" font-size="[\d.]+">t<\/tspan><tspan dy="-[\d.]+">\(<\/tspan>/);
  });

  test('rims a text that stands over other marks, in white on a light page and in black on a dark one, and no other', () => {
    const rimmed: Mark = { ...text('0.25'), hasHalo: true } as Mark;
    const rimOf = (mark: Mark, theme: Theme) => /<text [^>]*stroke="(\w+)"[^>]*paint-order="stroke"/.exec(paintSvg(createScene(mark), 0, { ...createSurface(), theme }))?.[1];
    expect([rimOf(rimmed, lightTheme), rimOf(rimmed, darkTheme)]).toEqual(['white', 'black']);
    expect(rimOf(text('0.25'), lightTheme)).toBeUndefined();
  });

  test('lets no text of the data become markup', () => {
    const svg = paintSvg(createScene(text('<script>"a" & b</script>\u0000\ud800')), 0, createSurface());
    expect(svg).toContain('>&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;</text>');
    const surface = { ...createSurface(), theme: { ...createSurface().theme, fontFamily: '"Fira Sans", serif' } };
    expect(paintSvg(createScene(text('a')), 0, surface)).toContain('font-family="&quot;Fira Sans&quot;, serif"');
  });

  test('has no coordinate that is not a number, whatever the data', () => {
    const flow = createMoonsFlow();
    flow.trajectories.positions.set([Number.NaN, 0, 1e30, 0, Infinity, 1], 0);
    for (const scene of [planeScene({ ...flow, volume: createMoonsVolume() }), spacetimeScene(flow)]) {
      expect(paintSvg(scene, 0, createSurface())).not.toMatch(/NaN|Infinity|undefined|e\+/);
    }
  });

  test('paints dots as lines that have a length: WebKit paints those without any twice, and translucent ones too strong', () => {
    const dot = new PathData();
    dot.dot(3, 4);
    expect(dot.text).toMatch(/^M3 4h\.0*[1-9]/);
    expect(paintSvg(createPlane(), 0.4, createSurface())).not.toMatch(/h0(?![.\d])/);
  });

  test('has dots in space fainter the farther they are', () => {
    const scene = volumeScene(createSpaceFlow());
    const svg = paintSvg(scene, 0.5, createSurface());
    const { opacity, radiusPx, fade } = scene.marks(0.5, createSurface(), scene.camera(createSurface(), firstOrbit)).filter((mark) => mark.kind === 'points').at(-1);
    const cloud = [...svg.slice(svg.lastIndexOf('</g>')).matchAll(/stroke="(#\w+)"(?: stroke-opacity="([\d.]+)")? stroke-linecap="round" stroke-width="([\d.]+)"/g)];
    expect(cloud.length).toBeGreaterThan(3);
    for (const [, , seen = '1', width] of cloud) expect(Number(seen)).toBeCloseTo(Math.min(1, opacity * (Number(width) / 2 / radiusPx) ** fade!), 2);
  });

  test('leaves out the vertices of a line that it passes anyway, and no corner', () => {
    const straight = new PathData();
    straight.polyline(Array.from({ length: 50 }, (_, i) => [3 * i, 2 * i]).flat());
    expect(straight.text).toBe('M0 0l147 98');
    const ring = new PathData();
    ring.polyline([10, 10, 20, 10, 20, 20, 10, 20, 10, 10]);
    expect(ring.text).toBe('M10 10l10 0l0 10l-10 0l0-10');
    const back = new PathData();
    back.polyline([0, 0, 10, 0, 5, 0]);
    expect(back.text).toBe('M0 0l10 0l-5 0');
  });

  test('carries a density as a PNG with one shade for each node', () => {
    const shades = Array.from({ length: 300 * 250 }, (_, i) => i % 256);
    const bytes = shadesToPng(300, 250, [10, 20, 30], shades);
    const view = new DataView(bytes.buffer);
    const chunks = new Map<string, Uint8Array>();
    for (let p = 8; p < bytes.length; p += 12 + view.getUint32(p)) {
      chunks.set(String.fromCharCode(...bytes.subarray(p + 4, p + 8)), bytes.subarray(p + 8, p + 8 + view.getUint32(p)));
    }
    expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
    expect([...chunks.get('PLTE')!.subarray(0, 3)]).toEqual([10, 20, 30]);
    const lines = inflateSync(chunks.get('IDAT')!);
    expect(lines).toHaveLength(301 * 250);
    expect([...lines.subarray(301, 306)]).toEqual([0, ...shades.slice(300, 304)]);
  });
});
