import { describe, expect, test } from 'vitest';
import { project } from '../../src/scene/cameras/camera.ts';
import type { Camera } from '../../src/scene/cameras/camera.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { chartCamera, insetRect, shapedPlot } from '../../src/scene/cameras/plane-camera.ts';
import { spacetimeCamera } from '../../src/scene/cameras/spacetime-camera.ts';

const pixel = (camera: Camera, x: number, y: number, z = 0) => {
  const out = new Float64Array(3);
  return { seen: project(camera, x, y, z, out), x: out[0], y: out[1], size: out[2] };
};

const box = Float32Array.from([-2, 2].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].flatMap((z) => [x, y, z]))));

describe('the plane camera', () => {
  test('puts the corners of its domain on the corners of its plot, y up', () => {
    const plot = { left: 40, top: 10, width: 600, height: 400 };
    const camera = chartCamera(660, 450, plot, { lower: [-3, 1], upper: [3, 5] });
    expect(pixel(camera, -3, 1).x).toBeCloseTo(40, 9);
    expect(pixel(camera, -3, 1).y).toBeCloseTo(410, 9);
    expect(pixel(camera, -3, 1).size).toBe(1);
    expect(pixel(camera, 3, 5).x).toBeCloseTo(640, 9);
    expect(pixel(camera, 3, 5).y).toBeCloseTo(10, 9);
  });

  test('gives both axes the same scale when its plot has the shape of the domain', () => {
    const domain = { lower: [-4, -1], upper: [4, 1] };
    const plot = shapedPlot(insetRect(500, 500, { left: 30, right: 10, top: 20, bottom: 40 }), domain);
    const { unitPx } = chartCamera(500, 500, plot, domain);
    expect(unitPx[0]).toBeCloseTo(unitPx[1], 9);
    expect(plot.left).toBe(30);
    expect(plot.top).toBeGreaterThan(20);
  });

  test('does not see what is not finite or far outside', () => {
    const camera = chartCamera(100, 100, insetRect(100, 100, { left: 0, right: 0, top: 0, bottom: 0 }), { lower: [0, 0], upper: [1, 1] });
    for (const x of [Number.NaN, Infinity, -Infinity, 1e30]) expect(pixel(camera, x, 0.5).seen).toBe(false);
    expect(pixel(camera, 0.5, 0.5).seen).toBe(true);
  });
});

describe('the space-time camera', () => {
  const room = { left: 20, top: 30, width: 680, height: 420 };

  test('shows the whole box inside its room from wherever it is turned to', () => {
    for (let yaw = -3; yaw <= 3; yaw += 0.5) {
      for (let pitch = -1.5; pitch <= 1.5; pitch += 0.5) {
        const camera = spacetimeCamera(720, 480, room, box, { yawRad: yaw, pitchRad: pitch, zoom: 1 });
        for (let p = 0; p < box.length; p += 3) {
          const { seen, x, y } = pixel(camera, box[p], box[p + 1], box[p + 2]);
          expect(seen).toBe(true);
          expect(x).toBeGreaterThan(room.left - 0.01);
          expect(x).toBeLessThan(room.left + room.width + 0.01);
          expect(y).toBeGreaterThan(room.top - 0.01);
          expect(y).toBeLessThan(room.top + room.height + 0.01);
        }
      }
    }
  });

  test('first shows t from left to right, and up as up', () => {
    const camera = spacetimeCamera(720, 480, room, box, firstOrbit);
    expect(pixel(camera, -2, 0).x).toBeLessThan(pixel(camera, 2, 0).x - 200);
    expect(pixel(camera, 0, 1).y).toBeLessThan(pixel(camera, 0, -1).y - 50);
    expect(Math.abs(pixel(camera, 0, 1).x - pixel(camera, 0, -1).x)).toBeLessThan(10);
  });

  test('draws what is near larger, and nothing behind the eye', () => {
    const camera = spacetimeCamera(720, 480, room, box, firstOrbit);
    const [near, far] = [pixel(camera, 0, 0, 1), pixel(camera, 0, 0, -1)];
    expect(near.size).toBeGreaterThan(far.size);
    expect(pixel(camera, 0, 0).size).toBeCloseTo(1, 9);
    expect(pixel(camera, 10, 10, 20).seen).toBe(false);
  });

  test('zooms about the middle of the room', () => {
    const one = spacetimeCamera(720, 480, room, box, firstOrbit);
    const two = spacetimeCamera(720, 480, room, box, { ...firstOrbit, zoom: 2 });
    const [a, b] = [pixel(one, 1, 0.5, 0), pixel(two, 1, 0.5, 0)];
    expect(b.x - 360).toBeCloseTo(2 * (a.x - 360), 6);
    expect(b.y - 240).toBeCloseTo(2 * (a.y - 240), 6);
  });
});
