import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { figure, type FigureOptions, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { dataset, pointsMixture, type Dataset, type Place } from '../../src/math/index.ts';
import { firstOrbit, type Mark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow, type FlowParameters } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

export const surface = createSurface();
export const OPTIONS = { view: 'plane', layers: [], models: ['exact'], cloud: { ...defaultsOf(CLOUD), count: 40, steps: 8 } } as const satisfies FigureOptions;

/** Each view with a law and a place of it. */
export const VIEWS = [['line', 'two-gaussians', [0.4]], ['plane', 'moons', [0.4, -0.3]], ['spacetime', 'moons', [0.4, -0.3]], ['volume', 'trefoil', [0.4, -0.3, 0.2]]] as const;

export interface Probed {
  readonly scene: FigureScene;
  readonly reading: Reading;
  readonly flow: Flow;
}

/** What a figure tells and draws of a place. */
export async function probed({ x, t }: Place, parameters: Partial<FlowParameters>, given: Partial<FigureOptions>): Promise<Probed> {
  const { flow } = createJoinedFlow(parameters);
  flow.clock.seek(t);
  const cross$ = new BehaviorSubject<Place | undefined>({ x, t });
  const scene = await firstValueFrom(figure(flow, flow.laws, { ...OPTIONS, ...given, cross$ }).pipe(filter(({ readings }) => readings.length > 0)));
  return { scene, reading: scene.readings[0], flow };
}

export const marksOf = (scene: FigureScene, t: number): readonly Mark[] => scene.marks(t, surface, scene.camera(surface, firstOrbit));
export const ofKind = <K extends Mark['kind']>(marks: readonly Mark[], kind: K) => marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);

/** Some points without spread, as a page's own data has with bandwidth 0. */
export function pointData(dimension: 1 | 2, count: number): Dataset {
  const coordinates = Float64Array.from({ length: count * dimension }, (_, i) => 2 * Math.sin(3 * i + 1));
  return { ...dataset(dimension === 1 ? 'two-gaussians' : 'moons'), name: 'data', law: pointsMixture({ dimension, count, coordinates }) };
}
