import { BehaviorSubject, filter, firstValueFrom, of, throwError, type Observable } from 'rxjs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { exactDensity, exactVelocity, interpolateTrajectories, type Place } from '../../src/math/index.ts';
import { layerNames, layerSuits, registerLayer, VIEWS, type FigureOptions, type FigureScene, type Layer, type LayerMarks, type Part } from '../../src/figures/index.ts';
import { figure } from '../../src/figures/index.ts';
import { firstOrbit, type Mark, type PointsMark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { ring, RING_PX } from '../ring-layer.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

const surface = createSurface();
const cloud = { ...defaultsOf(CLOUD), count: 40, steps: 8 };
const options = { view: 'plane', layers: [], models: ['exact'], cloud } as const satisfies FigureOptions;

/** Something beside what every figure of the view has. */
const isDrawn = (scene: FigureScene): boolean => ofKind(marksOf(scene, 0), 'points').length > 0 || marksOf(scene, 0).some(({ kind, color }) => kind === 'arrows' || color === 'through');
function marksOf(scene: FigureScene, t: number): readonly Mark[] {
  return scene.marks(t, surface, scene.camera(surface, firstOrbit));
}
const ofKind = <K extends Mark['kind']>(marks: readonly Mark[], kind: K) => marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
const show = (flow: Flow, given: Partial<FigureOptions>): Promise<FigureScene> => firstValueFrom(figure(flow, flow.laws, { ...options, ...given }).pipe(filter(isDrawn)));

describe('a figure of a flow', () => {
  test('keeps one scene and its marks while a network learns: a snapshot changes numbers alone', async () => {
    const { flow } = createJoinedFlow({ steps: 40 });
    const scenes: FigureScene[] = [];
    const seen: { readonly marks: readonly Mark[]; readonly at: Float32Array; readonly numbers: readonly number[] }[] = [];
    const subscription = figure(flow, flow.laws, { ...options, view: 'spacetime', layers: ['particles', 'paths', 'arrows'], models: ['learned'] }).subscribe((scene) => {
      scenes.push(scene);
      const marks = ofKind(marksOf(scene, 1), 'points');
      const cloudAtEnd = marks.at(-1);
      if (cloudAtEnd) seen.push({ marks, at: cloudAtEnd.positions, numbers: [...cloudAtEnd.positions] });
    });
    onTestFinished(() => subscription.unsubscribe());
    flow.training.start();
    await firstValueFrom(flow.training.state$.pipe(filter(({ phase }) => phase === 'done')));
    await firstValueFrom(flow.cloud({ ...cloud, model: 'learned' }));
    expect(scenes.length).toBeGreaterThan(3);
    expect(new Set(scenes).size).toBe(1);
    const [first, last] = [seen[0], seen[seen.length - 1]];
    expect(last.at).toBe(first.at);
    expect(last.numbers).not.toEqual(first.numbers);
    expect(last.marks.every((mark, i) => mark === first.marks[i])).toBe(true);
  });

  test('carries a grid of the source whose cells turn over nowhere and shrink to the data', async () => {
    const { flow } = createJoinedFlow();
    const scene = await show(flow, { layers: ['mesh'] });
    const areas = [0, 0.5, 0.9].map((t) => {
      const lines = ofKind(marksOf(scene, t), 'strokes').find(({ color }) => color === 'through')!;
      const steps = lines.offsets[1];
      const at = (line: number, vertex: number) => [0, 1].map((axis) => lines.positions[3 * (line * steps + vertex) + axis]);
      // The first 13 lines run along x, one above the other; 4 vertices are a cell of the grid.
      const cells: number[] = [];
      for (let line = 0; line < 12; line++) {
        for (let v = 0; v + 4 < steps; v += 4) {
          const [a, b, c, d] = [at(line, v), at(line, v + 4), at(line + 1, v + 4), at(line + 1, v)];
          cells.push(((c[0] - a[0]) * (d[1] - b[1]) - (d[0] - b[0]) * (c[1] - a[1])) / 2);
        }
      }
      return cells;
    });
    areas.forEach((cells) => expect(Math.min(...cells)).toBeGreaterThan(0));
    const sum = (cells: readonly number[]): number => cells.reduce((all, area) => all + area, 0);
    expect(sum(areas[2])).toBeLessThan(0.6 * sum(areas[0]));
    expect(Math.min(...areas[2].map((area, i) => area / areas[0][i]))).toBeLessThan(0.1);
  });

  test.each([['plane', 'moons', [0.4, -0.3]], ['line', 'two-gaussians', [0.4]], ['spacetime', 'moons', [0.4, -0.3]], ['volume', 'trefoil', [0.4, -0.3, 0.2]]] as const)(
    'in a %s shows the path of a chosen point through its place at its time', async (view, target, x) => {
      const { flow } = createJoinedFlow({ target });
      const scene = await show(flow, { view, layers: ['points'], chosen$: of([{ x, t: 0.5 }]) });
      const marks = marksOf(scene, 0.5);
      const dot = ofKind(marks, 'points').find(({ color, radiusPx }) => color === 0.5 && radiusPx > 4)!;
      const expected = new Float64Array(3);
      scene.context.view.place(x, 1, 0.5, expected);
      expect([...dot.positions]).toEqual([...expected].map((value) => expect.closeTo(value, 5)));
      const [path] = ofKind(marks, 'strokes').filter(({ color }) => color === 'through');
      // 97 vertices: the 49th is half-way.
      [...path.positions.subarray(3 * 48, 3 * 49)].forEach((value, axis) => expect(value).toBeCloseTo(expected[axis], 2));
      const trajectories = await firstValueFrom(flow.paths({ model: 'exact', points: x, at: 0.5, solver: 'heun', steps: 8 }));
      const end = new Float32Array(x.length);
      interpolateTrajectories(trajectories, 1, end);
      scene.context.view.place(end, 1, 1, expected);
      expect([...path.positions.subarray(3 * 96, 3 * 97)]).toEqual([...expected].map((value) => expect.closeTo(value, 4)));
    },
  );

  test.each([['plane', 'moons', [0.4, -0.3]], ['line', 'two-gaussians', [0.4]], ['spacetime', 'moons', [0.4, -0.3]], ['volume', 'trefoil', [0.4, -0.3, 0.2]]] as const)(
    'in a %s tells the exact velocity and density under the cross, and points along the velocity', async (view, target, x) => {
      const { flow } = createJoinedFlow({ target });
      flow.clock.seek(0.6);
      const cross$ = new BehaviorSubject<Place | undefined>({ x, t: 0.6 });
      const scene = await firstValueFrom(figure(flow, flow.laws, { ...options, view, probe: 'point', cross$ }).pipe(filter(({ readings }) => readings.length > 0)));
      const [reading] = scene.readings;
      expect(scene.readings[0]).toBe(reading);
      const [velocity, density] = [new Float64Array(x.length), new Float64Array(1)];
      const model = { kind: 'mixture', source: flow.laws.source.law, target: flow.laws.target.law } as const;
      exactVelocity(model)(Float64Array.from(x), 0.6, velocity);
      exactDensity(model)(Float64Array.from(x), 0.6, density);
      expect(reading).toMatchObject({ key: 'point', t: 0.6, x, velocities: [{ model: 'exact', v: [...velocity].map((value) => expect.closeTo(value, 12)) }] });
      expect(reading).toHaveProperty('density', expect.closeTo(density[0], 12));
      const dots = ofKind(marksOf(scene, 0.6), 'points');
      const cross = dots.find((dot) => dot.color === 'through')!;
      const ring = dots[dots.indexOf(cross) - 1];
      expect(ring, 'a ring in the colour of text, below').toMatchObject({ color: 'ink', count: 1, positions: cross.positions, version: cross.version });
      expect(ring.radiusPx).toBeGreaterThan(cross.radiusPx + 2);
      const [arrow] = ofKind(marksOf(scene, 0.6), 'arrows').filter(({ color }) => color === 'through');
      const ahead = new Float64Array(3);
      const here = new Float64Array(3);
      scene.context.view.place(x, 1, 0.6, here);
      scene.context.view.place(x.map((value, axis) => value + 1e-4 * velocity[axis]), 1, view === 'line' ? 0.6 + 1e-4 : 0.6, ahead);
      const way = [...ahead].map((value, axis) => value - here[axis]);
      const along = way.reduce((sum, value, axis) => sum + value * arrow.vectors[axis], 0) / Math.hypot(...way) / Math.hypot(...arrow.vectors);
      expect(along).toBeCloseTo(1, 5);
    },
  );

  test('points to the one draw of data that a conditional field is conditional on', async () => {
    const { flow } = createJoinedFlow();
    const scene = await show(flow, { layers: ['arrows'], models: ['conditional-1'] });
    const [arrows] = ofKind(marksOf(scene, 0.5), 'arrows');
    const { positions } = await firstValueFrom(flow.cloud({ model: 'conditional-1', solver: 'euler', steps: 4, count: 1 }));
    const [x1, y1] = positions.slice(-2);
    for (let i = 0; i < arrows.count; i++) {
      const [dx, dy] = [x1 - arrows.positions[3 * i], y1 - arrows.positions[3 * i + 1]];
      if (Math.hypot(dx, dy) < 0.3) continue;
      expect((dx * arrows.vectors[3 * i] + dy * arrows.vectors[3 * i + 1]) / Math.hypot(dx, dy) / Math.hypot(arrows.vectors[3 * i], arrows.vectors[3 * i + 1])).toBeGreaterThan(0.999);
    }
  });

  test.each(['plane', 'line', 'spacetime', 'volume'] as const)('finds under the pixel of a place in a %s the place itself', async (view) => {
    const { flow } = createJoinedFlow({ target: { plane: 'moons', line: 'two-gaussians', spacetime: 'moons', volume: 'trefoil' }[view] });
    const scene = await show(flow, { view, layers: ['particles'] });
    const x = [0.5, -0.4, 0.3].slice(0, scene.context.view.dimension);
    marksOf(scene, 0.25);
    const camera = scene.camera(surface, firstOrbit);
    const [xPx, yPx] = scene.pixelOf({ x, t: 0.25 }, camera)!;
    const found = scene.unproject(xPx, yPx, 0.25, surface, camera)!;
    expect(found.t).toBeCloseTo(0.25, 9);
    // In space a pixel is seen at the depth of the middle.
    if (view === 'volume') expect(scene.pixelOf(found, camera)).toEqual([expect.closeTo(xPx, 6), expect.closeTo(yPx, 6)]);
    else found.x.forEach((value, axis) => expect(value).toBeCloseTo(x[axis], 9));
    expect(scene.unproject(-50, -50, 0.25, surface, camera)).toBeUndefined();
  });
});

describe('a layer of a page’s own', () => {
  test('is drawn like any other once it is registered, in every view that it suits', async () => {
    registerLayer(ring);
    const { flow } = createJoinedFlow();
    for (const view of ['plane', 'spacetime'] as const) {
      const scene = await show(flow, { view, layers: ['ring'] });
      expect(ofKind(marksOf(scene, 0.5), 'points').map(({ radiusPx }) => radiusPx)).toContain(RING_PX);
    }
  });

  test('has a name that is free, of small letters', () => {
    expect(() => registerLayer({ ...ring, name: 'arrows' })).toThrow('There is a layer "arrows" already');
    expect(() => registerLayer({ ...ring, name: 'My Layer' })).toThrow('"My Layer" is no name for a layer');
  });

  test.each([
    ['nothing', undefined, 'A layer is an object with a "name"'],
    ['a layer without a name', { ...ring, name: undefined }, 'A layer is an object with a "name"'],
    ['a name alone', { name: 'x' }, 'The layer "x" lacks "suits" and "ask" and "make": "suits", "ask" and "make" are functions.'],
    ['one whose make is no function', { ...ring, name: 'x', make: {} }, 'The layer "x" lacks "make"'],
  ])('is no layer: %s', (_, layer, sentence) => {
    expect(() => registerLayer(layer as unknown as Layer)).toThrow(TypeError);
    expect(() => registerLayer(layer as unknown as Layer)).toThrow(sentence);
    expect(layerNames()).not.toContain('x');
  });

  test('that throws while it is asked whether it suits a view refuses none: figures leave it out', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    registerLayer({ ...ring, name: 'throws-in-suits', suits: fails });
    expect(layerSuits('throws-in-suits', VIEWS.plane.traits)).toBe(true);
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });

  const marksWith = (own: Partial<LayerMarks<unknown>>): Partial<Layer> => ({ make: (context) => Object.defineProperties({ ...ring.make(context) }, Object.getOwnPropertyDescriptors(own)) });
  const withPart = (part: unknown): Partial<Layer> => marksWith({ parts: [part as Part] });
  const dots = { kind: 'points', count: 2, positions: new Float32Array(6), radiusPx: 3, color: 'ink', opacity: 1, version: 0 };
  const ofTwo = { inks: ['ink'] as const, ofDots: new Uint8Array(2) };
  const failing: Record<string, readonly [Partial<Layer>, string]> = {
    suits: [{ suits: fails }, 'not today'],
    make: [{ make: fails }, 'not today'],
    'nothing made': [{ make: () => undefined as unknown as LayerMarks<unknown> }, '"make" returned no "take".'],
    'null made': [{ make: () => null as unknown as LayerMarks<unknown> }, '"make" returned no "take".'],
    'a promise made': [{ make: (context) => Promise.resolve(ring.make(context)) as unknown as LayerMarks<unknown> }, '"make" returned no "take".'],
    take: [marksWith({ take: fails }), 'not today'],
    update: [marksWith({ update: fails }), 'not today'],
    ask: [{ ask: fails }, 'not today'],
    'an answer': [{ ask: () => throwError(() => new Error('not today')) }, 'not today'],
    parts: [marksWith({ get parts() { return fails(); } }), 'not today'],
    reading: [marksWith({ get reading() { return fails(); } }), 'not today'],
    'no stream': [{ ask: () => 5 as unknown as Observable<unknown> }, '"ask" returns no Observable.'],
    'no list': [marksWith({ parts: 5 as unknown as readonly Part[] }), '"parts" is no list.'],
    'no mark': [withPart(undefined), 'A mark is none of points, threads,'],
    'no kind': [withPart({ kind: 'data', mark: { ...dots, kind: 'blob' } }), 'A mark is none of points, threads,'],
    'no positions': [withPart({ kind: 'data', mark: { ...dots, positions: undefined } }), 'A mark of kind "points" has no "positions" of 6 numbers.'],
    'no colour': [withPart({ kind: 'data', mark: { ...dots, color: undefined } }), 'A mark of kind "points" has no "color", such as "ink" or "#1f77b4".'],
    'a colour that cannot be read': [withPart({ kind: 'data', mark: { ...dots, color: {} } }), 'A mark of kind "points" has no "color", such as "ink" or "#1f77b4".'],
    'a radius that is none': [withPart({ kind: 'data', mark: { ...dots, radiusPx: Number.NaN } }), 'A mark of kind "points" has no "radiusPx" of 0 or more.'],
    'a colour that is none': [withPart({ kind: 'data', mark: { ...dots, colors: { inks: ['ink'], ofDots: Uint8Array.of(0, 1) } } }), 'A mark of kind "points" has no "colors" with one of its "inks" for each of 2 dots.'],
    'colours of fewer dots': [
      marksWith({ parts: [{ ...dots, colors: ofTwo }, { ...dots, count: 3, positions: new Float32Array(9), colors: ofTwo }].map((mark) => ({ kind: 'data', mark: mark as PointsMark })) }),
      'A mark of kind "points" has no "colors" with one of its "inks" for each of 3 dots.',
    ],
    'too few positions': [withPart({ kind: 'data', mark: { ...dots, count: 3 } }), 'A mark of kind "points" has no "positions" of 9 numbers.'],
  };
  test.each(Object.entries(failing))('that fails by %s is left out and told once, and the figure goes on', async (where, [layer, sentence]) => {
    const name = `fails-in-${where.replaceAll(' ', '-')}`;
    registerLayer({ ...ring, name, ...layer });
    const { flow } = createJoinedFlow();
    const told: [string, unknown][] = [];
    let scene: FigureScene | undefined;
    const subscription = figure(flow, flow.laws, { ...options, layers: [name, 'particles'], onFailure: (layer, error) => told.push([layer, error]) })
      .subscribe((shown) => void (scene = shown).readings);
    onTestFinished(() => subscription.unsubscribe());
    const isWhole = (t: number): void => {
      expect(ofKind(marksOf(scene!, t), 'points').map(({ radiusPx }) => radiusPx)).toEqual([expect.not.closeTo(RING_PX)]);
      expect(scene!.readings).toEqual([]);
    };
    await vi.waitFor(() => isWhole(0.1), 5000);
    for (const t of [0.2, 0.3]) isWhole(t);
    expect(told).toEqual([[name, expect.objectContaining({ message: expect.stringContaining(sentence) as string })]]);
  });
});

function fails(): never {
  throw new Error('not today');
}
